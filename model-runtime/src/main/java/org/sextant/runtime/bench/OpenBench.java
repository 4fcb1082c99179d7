package org.sextant.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.NativeMemory;

/// Measures how long a model on disk takes to its first logits, against reading its files once.
final class OpenBench {
    private static final int BUFFER = 1 << 22;
    private static final int[] IDS = {1, 2, 3, 4};

    private OpenBench() {}

    /// @param openMillis from opening the folder to the first logits
    /// @param readMillis reading the weight files once
    /// @param peakToWeights peak resident set above the process without a model ÷ size of the weight files
    record Figures(double openMillis, double readMillis, OptionalDouble peakToWeights) {}

    /// The medians of several rounds. The files are read first, so that both find them in the same cache.
    static Figures measure(Path folder, int rounds) {
        double[] open = new double[rounds];
        double[] read = new double[rounds];
        OptionalDouble peak = OptionalDouble.empty();
        for (int round = -1; round < rounds; round++) {
            int at = Math.max(0, round);
            read[at] = Millis.of(() -> readOnce(folder));
            ResidentMemory.resetPeak();
            OptionalLong before = ResidentMemory.now();
            open[at] = Millis.of(() -> firstLogits(folder));
            if (round == -1) {
                peak = ResidentMemory.peakAbove(before, bytes(folder));
            }
        }
        return new Figures(Millis.median(open), Millis.median(read), peak);
    }

    private static long bytes(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            return checkpoint.weightBytes();
        }
    }

    private static void readOnce(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            for (SafetensorsFile file : checkpoint.weights().files()) {
                try (FileChannel channel = FileChannel.open(file.path())) {
                    while (channel.read(buffer) >= 0) {
                        buffer.clear();
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void firstLogits(Path folder) {
        try (Checkpoint checkpoint = Checkpoint.open(folder);
                Transformer model = ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {})
                        .transformer();
                NDManager scope = model.newScope()) {
            NativeMemory.floats(
                    model.forward(ForwardRequest.ofIds(scope, IDS).unembed(Unembed.LAST), Hooks.NONE).logits());
        }
    }
}
