package org.sextant.runtime.model.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.Backend;

/// From a checkpoint to a transformer.
public final class ModelLoader {
    private ModelLoader() {}

    /// What came out of a checkpoint.
    ///
    /// @param transformer the model; closing it frees its weights, after which the checkpoint may be closed
    /// @param parameters number of weights, tied ones counted once
    /// @param warnings weights that are not finite, tensors that were not used
    public record Loaded(Transformer transformer, long parameters, List<String> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// What the model is, without reading a weight.
    ///
    /// @throws ModelException if it cannot be computed here
    public static ModelSpec inspect(Checkpoint checkpoint) {
        Family family = Families.of(checkpoint.config());
        NameTable names = family.names(checkpoint.config());
        ModelSpec spec = family.spec(checkpoint.config());
        return spec.withTied(spec.tied() || !storesUnembedding(names, checkpoint.weights()));
    }

    /// Loads the weights. On the CPU float32 weights stay in the mapped file, which the checkpoint must keep open as
    /// long as the transformer lives.
    ///
    /// @param type FLOAT16, FLOAT32 or FLOAT64
    /// @throws ModelException if a weight is missing or has another shape than the config says
    public static Loaded load(Checkpoint checkpoint, Device device, DataType type, LoadListener listener) {
        ModelSpec spec = inspect(checkpoint);
        NameTable names = Families.of(checkpoint.config()).names(checkpoint.config());
        NDManager manager = Backend.newManager(device);
        CheckpointWeights weights = new CheckpointWeights(spec, names, checkpoint.weights(), manager, type, listener);
        try {
            Transformer transformer = new Transformer(spec, weights, manager, weights);
            return new Loaded(transformer, weights.parameters(), weights.warnings());
        } catch (RuntimeException | Error failure) {
            manager.close();
            weights.close();
            throw failure;
        }
    }

    /// The roles that the model has a weight for.
    public static Set<Parameter> weights(Checkpoint checkpoint) {
        boolean tied = inspect(checkpoint).tied();
        NameTable names = Families.of(checkpoint.config()).names(checkpoint.config());
        return Arrays.stream(Parameter.values()).filter(parameter -> names.source(parameter, 0).isPresent())
                .filter(parameter -> !(tied && parameter == Parameter.UNEMBEDDING)).collect(Collectors.toSet());
    }

    /// Number of weights by the config, tied ones counted once; nothing is read.
    public static long parameters(Checkpoint checkpoint) {
        ModelSpec spec = inspect(checkpoint);
        return weights(checkpoint).stream()
                .mapToLong(parameter -> parameter.shape(spec).size() * (parameter.perBlock() ? spec.layers() : 1))
                .sum();
    }

    private static boolean storesUnembedding(NameTable names, WeightFiles files) {
        Optional<NameTable.Source> source = names.source(Parameter.UNEMBEDDING, -1);
        return source.isPresent() && files.contains(source.get().name());
    }
}
