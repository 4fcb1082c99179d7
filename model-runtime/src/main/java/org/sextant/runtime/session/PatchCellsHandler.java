package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.model.ModelSpec;

/// Patches nodes one by one and tells each as soon as it is known.
final class PatchCellsHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    PatchCellsHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    PatchCellsResult answer(PatchCellsRequest request, JobContext context) {
        AttributionSettings settings = request.settings();
        if (request.cells().isEmpty()) {
            throw new RequestException("there is no node to patch", "in the nodes", "give one at least");
        }
        if (request.pairs().isEmpty()) {
            throw new RequestException("there is no pair of prompts", "in the request", "give one at least");
        }
        ContrastReader reader = new ContrastReader(model.prompts());
        List<ReadPair> pairs = request.pairs().stream()
                .map(pair -> reader.read(pair, settings)).toList();
        Set<NodeKind> kinds = EnumSet.noneOf(NodeKind.class);
        request.cells().forEach(cell -> kinds.add(cell.kind()));
        Attributing attributing = new Attributing(model, memory, settings, request.steering(),
                (_, _) -> context.checkCancelled());
        attributing.requirePossible(pairs);
        int all = request.cells().size();
        List<ScoredNode> done = new ArrayList<>();
        try (MeanPatching patching = new MeanPatching(attributing, pairs, kinds)) {
            request.cells().forEach(cell -> require(cell, patching.longest()));
            patching.run(request.cells(), patched -> {
                context.update(new Update.Progress("Patching", patched, (long) all * pairs.size(),
                        pairs.size() == 1 ? "nodes" : "patches"));
                context.letOthersIn();
            }, nodes -> {
                done.addAll(nodes);
                context.update(new Update.Patched(nodes, done.size(), all));
            });
            boolean denoising = settings.direction() == PatchDirection.DENOISING;
            double clean = denoising ? patching.observedPatch() : patching.observedBase();
            double corrupt = denoising ? patching.observedBase() : patching.observedPatch();
            return new PatchCellsResult(done, clean, corrupt, patching.forwards(), provenance(request, pairs));
        }
    }

    private Provenance provenance(PatchCellsRequest request, List<ReadPair> pairs) {
        AttributionSettings settings = request.settings();
        ContrastPair first = request.pairs().getFirst();
        List<String> all = new ArrayList<>(List.of("corrupt=" + model.words(first.corrupt()),
                "method=" + settings.method().id(), "direction=" + settings.direction().id(),
                "nodes=" + request.cells().size(), "pairs=" + pairs.size()));
        all.addAll(settings.metricInWords());
        return model.provenance(first.clean(),
                pairs.getFirst().clean().stream().mapToInt(Integer::intValue).toArray(), List.of(),
                request.steering(), all.toArray(String[]::new));
    }

    private void require(PatchCell cell, int length) {
        ModelSpec spec = model.transformer().spec();
        requireInside(cell.layer(), spec.layers(), "layer", cell);
        if (cell.position() != PatchCell.EVERYWHERE) {
            requireInside(cell.position(), length, "position", cell);
        }
        if (cell.kind() == NodeKind.HEAD) {
            requireInside(cell.index(), spec.heads(), "head", cell);
        }
        if (cell.kind() == NodeKind.NEURON) {
            requireInside(cell.index(), spec.dMlp(), "neuron", cell);
        }
    }

    private static void requireInside(int number, int count, String what, PatchCell cell) {
        if (number < 0 || number >= count) {
            throw new RequestException("there is no " + what + " " + number + " among " + count,
                    "in the node " + cell.kind().id() + " of layer " + cell.layer(),
                    "choose one from 0 to " + (count - 1));
        }
    }
}
