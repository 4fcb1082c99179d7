package org.sextant.runtime.model.family;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Weights;
import org.sextant.runtime.tensor.Backend;

/// From a checkpoint to a transformer.
public final class ModelLoader {
    private ModelLoader() {}

    /// What came out of a checkpoint.
    ///
    /// @param transformer the model; closing it frees its weights, after which the checkpoint may be closed
    /// @param warnings weights that are not finite, tensors that were not used
    public record Loaded(Transformer transformer, List<String> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /// What the model is, without reading a weight.
    ///
    /// @throws ModelException if it cannot be computed here
    public static ModelSpec inspect(Checkpoint checkpoint) {
        ModelConfig config = Families.language(checkpoint.config());
        Family family = Families.of(config);
        Quantisation.requireReadable(checkpoint.config(), checkpoint.weights());
        NameTable names = names(checkpoint);
        ModelSpec spec = family.spec(config);
        return spec.withTied(spec.tied() || !storesUnembedding(names, checkpoint.weights()));
    }

    /// Loads the weights. On the CPU float32 weights stay in the mapped file, which the checkpoint must keep open as
    /// long as the transformer lives.
    ///
    /// @param type FLOAT16, FLOAT32 or FLOAT64
    /// @throws ModelException if a weight is missing or has another shape than the config says
    public static Loaded load(Checkpoint checkpoint, Device device, DataType type, LoadListener listener) {
        return load(checkpoint, inspect(checkpoint), 0, device, type, listener);
    }

    /// @param left blocks before the first that is loaded
    private static Loaded load(Checkpoint checkpoint, ModelSpec spec, int left, Device device, DataType type,
            LoadListener listener) {
        WeightMap map = WeightMap.of(spec, left, names(checkpoint), checkpoint.weights());
        NDManager manager = Backend.newManager(device);
        CheckpointWeights weights = new CheckpointWeights(spec, map, checkpoint.weights(),
                Quantisation.fp8Block(checkpoint.config()), manager, type, listener);
        try {
            Transformer transformer = new Transformer(spec, weights, manager, weights);
            return new Loaded(transformer, weights.warnings());
        } catch (RuntimeException | Error failure) {
            manager.close();
            weights.close();
            throw failure;
        }
    }

    /// Loads the last blocks and both ends: a transformer that goes on from the residual stream before them.
    ///
    /// @param blocks how many, from 1 to all
    public static Transformer loadLast(Checkpoint checkpoint, int blocks, Device device, DataType type,
            LoadListener listener) {
        ModelSpec whole = inspect(checkpoint);
        int left = whole.layers() - blocks;
        return load(checkpoint, whole.withLastBlocks(blocks), left, device, type, listener).transformer();
    }

    /// The roles that the model has a weight for.
    public static Set<Parameter> weights(Checkpoint checkpoint) {
        ModelSpec spec = inspect(checkpoint);
        NameTable names = names(checkpoint);
        return Arrays.stream(Parameter.values()).filter(names::has).filter(parameter -> parameter.count(spec) > 0)
                .filter(parameter -> !(spec.tied() && parameter == Parameter.UNEMBEDDING)).collect(Collectors.toSet());
    }

    /// Number of weights by the config, tied ones counted once; nothing is read.
    public static long parameters(Checkpoint checkpoint) {
        ModelSpec spec = inspect(checkpoint);
        return weights(checkpoint).stream().mapToLong(parameter -> parameter.shape(spec).size() * parameter.count(spec))
                .sum();
    }

    /// Stored tensors that are left out by rule: masks, rotary tables, an unembedding that is the embedding, what sees
    /// or predicts further ahead.
    public static List<String> ignored(Checkpoint checkpoint) {
        ModelSpec spec = inspect(checkpoint);
        NameTable names = names(checkpoint);
        return checkpoint.weights().names().stream().filter(name -> names.ignores(name)
                || (spec.tied() && isUnembedding(names, name))).toList();
    }

    private static boolean isUnembedding(NameTable names, String name) {
        return names.source(Parameter.UNEMBEDDING, Weights.NONE, Weights.NONE)
                .filter(source -> names.candidates(source.name()).contains(name)).isPresent();
    }

    /// As [#parameters(Checkpoint)], of the last blocks and both ends.
    public static long parameters(Checkpoint checkpoint, int lastBlocks) {
        ModelSpec part = inspect(checkpoint).withLastBlocks(lastBlocks);
        return weights(checkpoint).stream().mapToLong(parameter -> parameter.shape(part).size() * parameter.count(part))
                .sum();
    }

    private static NameTable names(Checkpoint checkpoint) {
        ModelConfig config = Families.language(checkpoint.config());
        return Families.of(config).names(config);
    }

    private static boolean storesUnembedding(NameTable names, WeightFiles files) {
        return names.source(Parameter.UNEMBEDDING, Weights.NONE, Weights.NONE).map(NameTable.Source::name)
                .map(names::candidates)
                .filter(candidates -> candidates.stream().anyMatch(files::contains)).isPresent();
    }
}
