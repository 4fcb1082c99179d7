package org.sextant.runtime.model.family;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.checkpoint.Widening;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;
import org.sextant.runtime.tensor.NativeMemory;

/// Weights from a checkpoint, each read when the transformer asks for it, checked against the config, and kept once: in
/// the mapped file where its type is the one computed in, else widened into memory of its own.
final class CheckpointWeights implements Weights, AutoCloseable {
    private static final int NAMED_IN_A_WARNING = 8;

    private final ModelSpec spec;
    private final NameTable names;
    private final WeightFiles files;
    private final NDManager manager;
    private final DataType type;
    private final LoadListener listener;
    private final Arena widened = Arena.ofShared();
    private final Set<String> used = new LinkedHashSet<>();
    private final List<String> notFinite = new ArrayList<>();
    private long parameters;
    private long bytesDone;

    CheckpointWeights(ModelSpec spec, NameTable names, WeightFiles files, NDManager manager, DataType type,
            LoadListener listener) {
        this.spec = spec;
        this.names = names;
        this.files = files;
        this.manager = manager;
        this.type = type;
        this.listener = listener;
    }

    @Override
    public Optional<NDArray> find(Parameter parameter, int layer) {
        return names.source(parameter, layer).map(source -> load(source, parameter.shape(spec)));
    }

    private NDArray load(NameTable.Source source, Shape shape) {
        TensorEntry entry = entry(source.name());
        Shape stored = source.transposed() ? new Shape(shape.get(1), shape.get(0)) : shape;
        requireShape(entry, stored);
        listener.loaded(bytesDone, files.byteLength());
        NDArray array = place(entry, stored);
        checkFinite(entry.name(), array);
        used.add(entry.name());
        parameters += stored.size();
        bytesDone += entry.byteLength();
        listener.loaded(bytesDone, files.byteLength());
        return source.transposed() ? array.transpose() : array;
    }

    private TensorEntry entry(String name) {
        String stored = files.contains(name) ? name : names.withoutPrefix(name);
        if (!files.contains(stored)) {
            throw new ModelException("the weight " + name + " is missing", "in the model's safetensors files",
                    "download the model again, or correct num_hidden_layers in its config.json");
        }
        return files.entry(stored);
    }

    private static void requireShape(TensorEntry entry, Shape shape) {
        List<Long> expected = Arrays.stream(shape.getShape()).boxed().toList();
        if (!entry.shape().equals(expected)) {
            throw new ModelException("the shape of " + entry.name() + " is " + entry.shape()
                    + " where the config asks for " + expected, "in " + entry.file(),
                    "use the config.json that belongs to these weights");
        }
    }

    private NDArray place(TensorEntry entry, Shape shape) {
        MemorySegment stored = files.bytes(entry.name());
        boolean asStored = switch (entry.type()) {
            case F32 -> type == DataType.FLOAT32;
            case F16 -> type == DataType.FLOAT16;
            default -> false;
        };
        if (asStored) {
            return NativeMemory.array(manager, stored, shape, type);
        }
        if (!manager.getDevice().isGpu() && type != DataType.FLOAT16) {
            return widen(entry, stored, shape, widened, type);
        }
        try (Arena passing = Arena.ofConfined()) {
            DataType wide = type == DataType.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
            NDArray array = widen(entry, stored, shape, passing, wide);
            NDArray own = array.toType(type, true);
            array.close();
            return own;
        }
    }

    private NDArray widen(TensorEntry entry, MemorySegment stored, Shape shape, Arena arena, DataType wide) {
        MemorySegment target = arena.allocate(shape.size() * wide.getNumOfBytes(), Double.BYTES);
        if (wide == DataType.FLOAT64) {
            Widening.toFloat64(stored, entry.type(), target);
        } else {
            Widening.toFloat32(stored, entry.type(), target);
        }
        return NativeMemory.array(manager, target, shape, wide);
    }

    /// The sum of finite weights is finite, bar one that overflows; only then are they counted.
    private void checkFinite(String name, NDArray array) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray sum = array.sum();
            sum.attach(scope);
            if (Float.isFinite(NativeMemory.floats(sum)[0])) {
                return;
            }
            NDArray bad = array.isNaN().logicalOr(array.isInfinite());
            bad.attach(scope);
            NDArray count = bad.toType(DataType.INT64, false).sum();
            count.attach(scope);
            if (count.getLong() > 0) {
                notFinite.add("the weight " + name + " holds " + count.getLong()
                        + " values that are NaN or infinite");
            }
        }
    }

    long parameters() {
        return parameters;
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(notFinite);
        List<String> unused = files.names().stream().filter(name -> !used.contains(name))
                .filter(name -> !names.ignores(name)).filter(name -> !isUnusedUnembedding(name)).toList();
        if (!unused.isEmpty()) {
            String more = unused.size() > NAMED_IN_A_WARNING ? " and others" : "";
            warnings.add(unused.size() + " stored tensors are not part of the model: "
                    + String.join(", ", unused.subList(0, Math.min(NAMED_IN_A_WARNING, unused.size()))) + more);
        }
        return warnings;
    }

    /// Tied models may store the embedding a second time.
    private boolean isUnusedUnembedding(String name) {
        return spec.tied() && names.source(Parameter.UNEMBEDDING, -1).filter(source -> source.name().equals(name))
                .isPresent();
    }

    @Override
    public void close() {
        widened.close();
    }
}
