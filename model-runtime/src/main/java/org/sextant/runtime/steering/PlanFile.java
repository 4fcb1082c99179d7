package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;

/// A steering plan, or the sliders that make one, as JSON:
///
/// ```
/// {"edits": [{"site": "blocks.3.hook_resid_post", "operation": "add", "vector": "calm.safetensors#layer.3",
///             "coefficient": 2.0, "positions": "all"},
///            {"site": "blocks.2.hook_resid_post", "operation": "clamp_feature", "sae": "saes/blocks.2",
///             "feature": 118, "value": 4.0},
///            {"site": "blocks.1.attn.hook_z", "operation": "scale_head", "head": 3, "coefficient": 0.0}],
///  "experts": [{"layer": 1, "expert": 4, "gain": 0.0, "mode": "mask"}]}
/// ```
///
/// A vector stands in a file, named from the plan's folder on, with the layer after `#`; or inline as an array.
/// `positions` is `all` where it is not given, and may be a list of numbers. `affine` has `negative_mean` too, and others may
/// carry it.
///
/// Sliders add `"gain"`, `"rows": [{"name": "calm", "colour": 0, "muted": false, "solo": false}]`, and to each edit and
/// expert `"row"`, the number of its own; `"muted": true` on an edit leaves it out by itself.
public final class PlanFile {
    static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private PlanFile() {}

    /// Reads a plan and the vectors that it names; what is muted is left out.
    ///
    /// @throws SteeringException if the file cannot be read, is no plan, or asks for what nobody can do
    /// @throws org.sextant.runtime.SextantException if a vector's file cannot be read
    public static SteeringPlan read(Path file) {
        return readSet(file).plan();
    }

    /// Reads sliders; of a plan without, there is one for each change.
    ///
    /// @throws SteeringException if the file cannot be read, is no plan, or asks for what nobody can do
    /// @throws org.sextant.runtime.SextantException if a vector's file cannot be read
    public static SteeringSet readSet(Path file) {
        try {
            return new PlanReader(file).set(JSON.readTree(Files.readAllBytes(file)));
        } catch (JacksonException malformed) {
            throw new SteeringException("the plan is not valid JSON (" + malformed.getOriginalMessage() + ")",
                    "in " + file, "mend it; the form is in the description of --steer");
        } catch (IOException failure) {
            throw new SteeringException("the plan cannot be read (" + failure + ")", "in " + file,
                    "give a file that is there and may be read");
        }
    }

    /// Writes a plan with its vectors inline.
    ///
    /// @throws SteeringException if the place cannot be written to
    public static void write(SteeringPlan plan, Path file) {
        write(new PlanWriter(file).plan(plan), file);
    }

    /// Writes sliders with their vectors inline.
    ///
    /// @throws SteeringException if the place cannot be written to
    public static void write(SteeringSet set, Path file) {
        write(new PlanWriter(file).set(set), file);
    }

    private static void write(ObjectNode root, Path file) {
        try {
            WholeFile.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException failure) {
            throw new SteeringException("the plan cannot be written (" + failure + ")", "to " + file,
                    "check that its folder is there, may be written to and has room");
        }
    }
}
