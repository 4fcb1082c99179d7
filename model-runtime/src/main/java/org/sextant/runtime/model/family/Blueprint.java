package org.sextant.runtime.model.family;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;

/// A model that is to be trained: what its config says, and under which name each of its weights is stored.
///
/// @param spec what the config says
/// @param slots every weight, in the order of [Parameter]; a tied unembedding has none
public record Blueprint(ModelSpec spec, List<Slot> slots) {
    public Blueprint {
        slots = List.copyOf(slots);
    }

    /// The place of one weight.
    ///
    /// @param layer its block, or [org.sextant.runtime.model.Weights#NONE]
    /// @param expert its expert, or [org.sextant.runtime.model.Weights#NONE]
    /// @param name of the tensor that holds it
    /// @param transposed whether that tensor is the matrix `[in, out]`
    public record Slot(Parameter parameter, int layer, int expert, String name, boolean transposed) {}

    /// The plan of a config.
    ///
    /// @throws ModelException if nobody knows the architecture, or its files keep several weights in one tensor
    public static Blueprint of(ModelConfig config) {
        Family family = Families.of(config);
        ModelSpec spec = family.spec(config);
        NameTable names = family.names(config);
        List<Slot> slots = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            if (names.has(parameter) && !(spec.tied() && parameter == Parameter.UNEMBEDDING)) {
                parameter.layers(spec).forEach(layer -> parameter.experts(spec).forEach(expert -> slots
                        .add(slot(config, parameter, layer, expert, names))));
            }
        }
        return new Blueprint(spec, slots);
    }

    private static Slot slot(ModelConfig config, Parameter parameter, int layer, int expert, NameTable names) {
        NameTable.Source source = names.source(parameter, layer, expert).orElseThrow();
        if (source instanceof NameTable.Source.Whole(String name, boolean transposed)) {
            return new Slot(parameter, layer, expert, name, transposed);
        }
        throw new ModelException("models of the type " + config.modelType() + " keep several weights in the tensor "
                + source.name() + ", which training cannot write", "in " + config.file(),
                "train one of the type llama, gpt2 or qwen3_moe");
    }

    /// Number of weights.
    public long parameters() {
        return slots.stream().mapToLong(slot -> slot.parameter().shape(spec).size()).sum();
    }
}
