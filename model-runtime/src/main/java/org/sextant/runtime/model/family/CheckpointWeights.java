package org.sextant.runtime.model.family;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.checkpoint.StoredType;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.Unpacking;
import org.sextant.runtime.checkpoint.WeightFiles;
import org.sextant.runtime.checkpoint.Widening;
import org.sextant.runtime.model.ModelSpec;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.Weights;
import org.sextant.runtime.tensor.NativeMemory;

/// Weights from a checkpoint, each read when the transformer asks for it and kept once: in the mapped file where its
/// type is the one computed in and it lies as the engine wants it, else widened into memory of its own.
final class CheckpointWeights implements Weights, AutoCloseable {
    /// The name of an FP8 weight's factors, after its own.
    static final String SCALES = "_scale_inv";

    private final ModelSpec spec;
    private final WeightMap map;
    private final WeightFiles files;
    private final int fp8Block;
    private final NDManager manager;
    private final DataType type;
    private final LoadListener listener;
    private final Arena widened = Arena.ofShared();
    private final List<String> notFinite = new ArrayList<>();
    private long bytesDone;

    /// @param fp8Block rows and columns of an FP8 weight that share a factor
    CheckpointWeights(ModelSpec spec, WeightMap map, WeightFiles files, int fp8Block, NDManager manager, DataType type,
            LoadListener listener) {
        this.spec = spec;
        this.map = map;
        this.files = files;
        this.fp8Block = fp8Block;
        this.manager = manager;
        this.type = type;
        this.listener = listener;
    }

    /// Where a weight lies on disk.
    ///
    /// @param shape as it is stored
    private record Place(TensorEntry entry, MemorySegment bytes, Shape shape) {}

    @Override
    public Optional<NDArray> find(Parameter parameter, int layer, int expert) {
        return map.source(parameter, layer, expert).map(source -> load(source, parameter.shape(spec)));
    }

    private NDArray load(NameTable.Source source, Shape shape) {
        listener.loaded(bytesDone, map.byteLength());
        return switch (source) {
            case NameTable.Source.Whole whole -> {
                TensorEntry entry = map.entry(whole.name());
                NDArray array = load(whole(entry, WeightMap.turned(shape, whole.transposed())));
                yield whole.transposed() ? array.transpose() : array;
            }
            case NameTable.Source.Part part -> load(slice(map.entry(part.name()), shape, part.part(), part.parts()));
            case NameTable.Source.Stacked stacked -> {
                Shape stored = WeightMap.turned(shape, stacked.transposed());
                NDArray array = load(slice(map.entry(stacked.name()), stored, stacked.expert(), experts()));
                yield stacked.transposed() ? array.transpose() : array;
            }
            case NameTable.Source.StackedMxfp4 stacked -> loadMxfp4(stacked, shape);
        };
    }

    private int experts() {
        return spec.experts().orElseThrow().count();
    }

    private Place whole(TensorEntry entry, Shape shape) {
        return new Place(entry, files.packed(entry.name()), shape);
    }

    /// One of several parts of the same size that lie one after the other.
    private Place slice(TensorEntry entry, Shape shape, int part, int parts) {
        MemorySegment all = files.packed(entry.name());
        long bytes = all.byteSize() / parts;
        return new Place(entry, all.asSlice(part * bytes, bytes), shape);
    }

    private NDArray load(Place place) {
        NDArray array = place(place);
        done(place.bytes().byteSize());
        return array;
    }

    private void done(long bytes) {
        bytesDone += bytes;
        listener.loaded(bytesDone, map.byteLength());
    }

    private NDArray place(Place place) {
        StoredType stored = place.entry().type();
        boolean asStored = switch (stored) {
            case F32 -> type == DataType.FLOAT32;
            case F16 -> type == DataType.FLOAT16;
            default -> false;
        };
        if (asStored && place.bytes().address() % type.getNumOfBytes() == 0) {
            NDArray array = NativeMemory.array(manager, place.bytes(), place.shape(), type);
            noteUnlessFinite(place.entry().name(), array);
            return array;
        }
        if (stored == StoredType.F8_E4M3) {
            return unpacked(place.entry().name(), place.shape(), target -> unpackFp8(place, target));
        }
        if (!stored.isWeight()) {
            files.bytes(place.entry().name()); // says what is wrong with it
        }
        return unpacked(place.entry().name(), place.shape(),
                target -> Widening.toFloat32(place.bytes(), stored, target),
                target -> Widening.toFloat64(place.bytes(), stored, target));
    }

    private void unpackFp8(Place place, MemorySegment target) {
        TensorEntry factors = fp8Factors(place);
        try (Arena passing = Arena.ofConfined()) {
            MemorySegment wide = passing.allocate(factors.elements() * Float.BYTES, Float.BYTES);
            Widening.toFloat32(files.bytes(factors.name()), factors.type(), wide);
            Unpacking.fp8(place.bytes(), place.shape().get(1), wide, fp8Block, target);
        }
    }

    private TensorEntry fp8Factors(Place place) {
        String name = place.entry().name() + SCALES;
        if (!files.contains(name)) {
            throw new ModelException("the weight " + place.entry().name() + " is stored in FP8 without " + name,
                    "in " + place.entry().file(),
                    "open a version with these factors, or the model's bfloat16 version");
        }
        TensorEntry factors = files.entry(name);
        List<Long> expected = LongStream.of(place.shape().getShape()).map(size -> Math.ceilDiv(size, fp8Block)).boxed()
                .toList();
        if (!factors.shape().equals(expected)) {
            throw new ModelException("the shape of " + name + " is " + factors.shape() + " where blocks of " + fp8Block
                    + " rows and columns ask for " + expected, "in " + factors.file(),
                    "use the config.json that belongs to these weights, or the model's bfloat16 version");
        }
        return factors;
    }

    private NDArray loadMxfp4(NameTable.Source.StackedMxfp4 source, Shape shape) {
        MemorySegment blocks = slice(map.entry(source.blocks()), shape, source.expert(), experts()).bytes();
        MemorySegment scales = slice(map.entry(source.scales()), shape, source.expert(), experts()).bytes();
        NDArray array = unpacked(source.name(), shape, target -> Unpacking.mxfp4(blocks, scales, target));
        done(blocks.byteSize() + scales.byteSize());
        return array;
    }

    /// Fills memory with numbers of one width.
    @FunctionalInterface
    private interface Filling {
        void fill(MemorySegment target);
    }

    /// What can only be had as float32.
    private NDArray unpacked(String name, Shape shape, Filling single) {
        if (type == DataType.FLOAT32 && !manager.getDevice().isGpu()) {
            return filled(name, shape, single, widened, DataType.FLOAT32);
        }
        return passed(name, shape, single, DataType.FLOAT32);
    }

    private NDArray unpacked(String name, Shape shape, Filling single, Filling twice) {
        boolean wide = type == DataType.FLOAT64;
        if (!manager.getDevice().isGpu() && type != DataType.FLOAT16) {
            return filled(name, shape, wide ? twice : single, widened, type);
        }
        return passed(name, shape, wide ? twice : single, wide ? DataType.FLOAT64 : DataType.FLOAT32);
    }

    /// Through memory that is given back at once.
    private NDArray passed(String name, Shape shape, Filling filling, DataType wide) {
        try (Arena passing = Arena.ofConfined(); NDArray array = filled(name, shape, filling, passing, wide)) {
            return array.toType(type, true);
        }
    }

    private NDArray filled(String name, Shape shape, Filling filling, Arena arena, DataType wide) {
        MemorySegment target = arena.allocate(shape.size() * wide.getNumOfBytes(), Double.BYTES);
        filling.fill(target);
        NDArray array = NativeMemory.array(manager, target, shape, wide);
        noteUnlessFinite(name, array);
        return array;
    }

    /// The sum of finite weights is finite, bar one that overflows; only then are they counted.
    private void noteUnlessFinite(String name, NDArray array) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray sum = array.sum();
            sum.attach(scope);
            if (Float.isFinite(NativeMemory.floats(sum)[0])) {
                return;
            }
            NDArray nan = array.isNaN();
            nan.attach(scope);
            NDArray infinite = array.isInfinite();
            infinite.attach(scope);
            long count = nan.logicalOr(infinite).toType(DataType.INT64, false).sum().getLong();
            if (count > 0) {
                notFinite.add("the weight " + name + " holds " + count
                        + (count == 1 ? " value that is" : " values that are") + " NaN or infinite");
            }
        }
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>(notFinite);
        List<String> unexplained = map.unexplained();
        if (!unexplained.isEmpty()) {
            warnings.add(unexplained.size() + " stored tensors are not part of the model: "
                    + WeightMap.some(unexplained));
        }
        return warnings;
    }

    @Override
    public void close() {
        widened.close();
    }
}
