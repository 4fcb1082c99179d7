package org.sextant.runtime.sae;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.NativeMemory;

/// The state of a training of an SAE in its folder, from which it goes on: weights and Adam's means in float32, and
/// [Progress]. It appears whole or not at all.
final class SaeTrainingState {
    static final String FILE = "sae-training.safetensors";
    private static final String WEIGHT = "weight.";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";
    private static final String COUNTS = "counts";
    private static final String NUMBERS = "numbers";
    private static final String SILENT = "silent";

    private final SafetensorsFile file;

    private SaeTrainingState(SafetensorsFile file) {
        this.file = file;
    }

    /// How far a training has come.
    ///
    /// @param step steps that have been taken
    /// @param roundStart batches of texts that were read before the buffer was last filled
    /// @param threshold running mean of the smallest feature that stays, of batch top-k
    /// @param silent tokens since each feature was active
    @SuppressWarnings("ArrayRecordComponent") // moved between trainer and file and never compared
    record Progress(long step, long roundStart, double threshold, long[] silent) {}

    /// The saved state; empty where there is none.
    ///
    /// @param mark tells trainings apart
    /// @param arena holds the file open
    /// @throws SaeException if it belongs to another training or is damaged
    /// @throws org.sextant.runtime.SextantException if it cannot be read
    static Optional<SaeTrainingState> saved(Path folder, long mark, SaeSpec spec, SaeMethod method, Arena arena) {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        SafetensorsFile file = SafetensorsFile.map(path, arena);
        boolean complete = has(file, COUNTS, 3) && has(file, NUMBERS, 3) && has(file, SILENT, spec.dSae())
                && Arrays.stream(SaeWeight.values()).filter(weight -> weight.belongsTo(method))
                        .allMatch(weight -> has(file, weight, spec));
        if (!complete || longs(file, COUNTS)[0] != mark) {
            throw new SaeException("the saved state is of another training", "in " + path,
                    "train in another folder, or delete the state to begin anew");
        }
        return Optional.of(new SaeTrainingState(file));
    }

    private static boolean has(SafetensorsFile file, SaeWeight weight, SaeSpec spec) {
        long[] shape = weight.shape(spec.dIn(), spec.dSae(), spec.dOut()).getShape();
        return List.of(WEIGHT, FIRST, SECOND).stream().allMatch(prefix -> has(file, prefix + weight, shape));
    }

    private static boolean has(SafetensorsFile file, String name, long... shape) {
        List<Long> wanted = LongStream.of(shape).boxed().toList();
        return file.entry(name).map(TensorEntry::shape).filter(wanted::equals).isPresent();
    }

    private static long[] longs(SafetensorsFile file, String name) {
        MemorySegment bytes = file.bytes(name);
        return bytes.toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    }

    Progress progress() {
        long[] counts = longs(file, COUNTS);
        return new Progress(counts[1], counts[2], number(2), longs(file, SILENT));
    }

    LearntSae.Scales scales() {
        return new LearntSae.Scales(number(0), number(1));
    }

    private double number(int index) {
        return Double.longBitsToDouble(longs(file, NUMBERS)[index]);
    }

    float[] weight(SaeWeight weight) {
        return floats(WEIGHT + weight);
    }

    /// @param manager owns the two means
    AdamStep.Means means(SaeWeight weight, Shape shape, NDManager manager) {
        return new AdamStep.Means(manager.create(floats(FIRST + weight), shape),
                manager.create(floats(SECOND + weight), shape));
    }

    private float[] floats(String name) {
        return file.bytes(name).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /// Keeps a state.
    ///
    /// @throws org.sextant.runtime.SextantException if it cannot be written; the one before is then still there
    static void save(Path folder, long mark, Progress progress, LearntSae sae) {
        SafetensorsWriter state = new SafetensorsWriter()
                .add(COUNTS, new long[]{mark, progress.step(), progress.roundStart()}, 3)
                .add(NUMBERS, new long[]{Double.doubleToLongBits(sae.scales().in()),
                    Double.doubleToLongBits(sae.scales().out()), Double.doubleToLongBits(progress.threshold())}, 3)
                .add(SILENT, progress.silent(), progress.silent().length);
        sae.weights().forEach((weight, array) -> {
            AdamStep.Means means = sae.means(weight);
            add(state, WEIGHT + weight, array);
            add(state, FIRST + weight, means.first());
            add(state, SECOND + weight, means.second());
        });
        state.writeTo(folder.resolve(FILE));
    }

    private static void add(SafetensorsWriter file, String name, NDArray values) {
        file.add(name, NativeMemory.floats(values), NativeMemory.shape(values));
    }
}
