package org.sextant.runtime.steering;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.routing.ExpertGain;

/// Turns plans and sliders into JSON.
final class PlanWriter {
    private final Path folder;

    /// @param file where the plan is written to; SAEs are named from its folder on
    PlanWriter(Path file) {
        this.folder = file.toAbsolutePath().normalize().getParent();
    }

    ObjectNode plan(SteeringPlan plan) {
        ObjectNode root = PlanFile.JSON.createObjectNode();
        ArrayNode edits = root.putArray("edits");
        plan.edits().forEach(edit -> put(edits.addObject(), edit));
        if (!plan.experts().isEmpty()) {
            ArrayNode experts = root.putArray("experts");
            plan.experts().forEach(gain -> put(experts.addObject(), gain));
        }
        return root;
    }

    ObjectNode set(SteeringSet set) {
        ObjectNode root = PlanFile.JSON.createObjectNode().put("gain", set.gain());
        ArrayNode rows = root.putArray("rows");
        ArrayNode edits = root.putArray("edits");
        ArrayNode experts = root.putArray("experts");
        for (int number = 0; number < set.rows().size(); number++) {
            SteeringRow row = set.rows().get(number);
            rows.addObject().put("name", row.name()).put("colour", row.colour()).put("muted", row.muted()).put("solo",
                    row.solo());
            for (SteeringRow.Part part : row.parts()) {
                put(edits.addObject().put("row", number).put("muted", !part.active()), part.edit());
            }
            for (ExpertGain gain : row.experts()) {
                put(experts.addObject().put("row", number), gain);
            }
        }
        return root;
    }

    private void put(ObjectNode node, Edit edit) {
        node.put("site", edit.site()).put("operation", edit.operation().id());
        switch (edit) {
            case VectorEdit vector -> {
                vector.vector().forEach(node.putArray("vector")::add);
                vector.negativeMean().ifPresent(mean -> mean.forEach(node.putArray("negative_mean")::add));
                node.put("coefficient", vector.coefficient());
            }
            case HeadEdit head -> node.put("head", head.head()).put("coefficient", head.gain());
            case FeatureEdit feature -> node.put("sae", address(feature.sae())).put("feature", feature.feature())
                    .put(feature.operation() == Operation.CLAMP_FEATURE ? "value" : "coefficient", feature.amount());
            case ZeroEdit _ -> {
            }
        }
        if (edit.positions().kind() == Positions.Kind.LIST) {
            edit.positions().indices().forEach(node.putArray("positions")::add);
        } else {
            node.put("positions", edit.positions().summary());
        }
    }

    /// From the plan's folder on where the SAE lies in it, so that both can be moved together.
    private String address(Path sae) {
        Path whole = sae.toAbsolutePath().normalize();
        return (whole.startsWith(folder) ? folder.relativize(whole) : whole).toString().replace('\\', '/');
    }

    private static void put(ObjectNode node, ExpertGain gain) {
        node.put("layer", gain.layer()).put("expert", gain.expert()).put("gain", gain.gain()).put("mode",
                gain.mode().id());
    }
}
