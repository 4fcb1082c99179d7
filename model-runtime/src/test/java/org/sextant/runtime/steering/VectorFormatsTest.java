package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.hook.SiteKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/// What holds for every format of vectors.
class VectorFormatsTest {
    private static final SteeringVector VECTOR = new SteeringVector(SiteKind.ATTN_OUT, new TreeMap<>(Map.of(
            0, new float[]{1, -2, Float.MIN_VALUE}, 12, new float[]{0.1f, -0f, Float.MAX_VALUE})),
            Map.of("method", "mean difference of 12 texts", "model", "hærbour-base", "normalised", "false",
                    "explained_variance.12", "0.965816"));

    @TempDir
    private Path folder;

    private Path written(SteeringVector vector, String ending) {
        Path file = folder.resolve("v" + ending);
        VectorFile.write(vector, file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz", ".GGUF"})
    void whatIsWrittenIsReadBackBitForBitWithAllThatIsKnown(String ending) {
        SteeringVector read = VectorFile.read(written(VECTOR, ending));

        assertThat(read).isEqualTo(VECTOR);
        VECTOR.byLayer().forEach((layer, values) -> assertThat(bits(read.at(layer))).isEqualTo(bits(values)));
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void numbersOfEveryMagnitudeComeBack(String ending) {
        Random random = new Random(7);
        float[] values = new float[5000];
        for (int i = 0; i < values.length; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            values[i] = Float.isFinite(value) ? value : i;
        }
        var vector = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(3, values)), Map.of());

        assertThat(bits(VectorFile.read(written(vector, ending)).at(3))).isEqualTo(bits(values));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void aFileThatEndsTooEarlyAnywhereIsRefused(String ending) throws IOException {
        byte[] whole = Files.readAllBytes(written(VECTOR, ending));
        // The line end behind JSON says nothing.
        int last = ending.equals(".svec") ? whole.length - 2 : whole.length - 1;
        for (int length = 0; length <= last; length++) {
            Path cut = Files.write(folder.resolve("cut" + ending), Arrays.copyOf(whole, length));
            assertThat(catchThrowable(() -> VectorFile.read(cut))).as("%d of %d bytes", length, whole.length)
                    .isInstanceOfAny(SteeringException.class, CheckpointException.class)
                    .message().contains("cut" + ending);
        }
    }

    /// Whatever a damaged file says, it is read or refused.
    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void aFileWithWrongBytesIsReadOrRefused(String ending) throws IOException {
        byte[] whole = Files.readAllBytes(written(VECTOR, ending));
        Random random = new Random(11);
        for (int round = 0; round < 400; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            Path file = Files.write(folder.resolve("damaged" + ending), damaged);
            Throwable failure = catchThrowable(() -> VectorFile.read(file));
            if (failure != null) {
                assertThat(failure).isInstanceOf(SextantException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void aMissingFileAFolderAndAMissingPlaceAreRefused(String ending) throws IOException {
        assertThatThrownBy(() -> VectorFile.read(folder.resolve("none" + ending)))
                .isInstanceOf(SextantException.class).hasMessageContaining("none" + ending);
        assertThatThrownBy(() -> VectorFile.read(Files.createDirectory(folder.resolve("folder" + ending))))
                .isInstanceOf(SextantException.class).hasMessageContaining("folder" + ending);
        assertThatThrownBy(() -> VectorFile.write(VECTOR, folder.resolve("none").resolve("v" + ending)))
                .isInstanceOf(SextantException.class).hasMessageContaining("v" + ending);
    }

    @ParameterizedTest
    @ValueSource(strings = {".safetensors", ".gguf", ".svec", ".npz"})
    void whatIsNotFiniteIsNotWritten(String ending) {
        for (float wrong : new float[]{Float.NaN, Float.NEGATIVE_INFINITY}) {
            var vector = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(4, new float[]{1, wrong})),
                    Map.of());

            assertThatThrownBy(() -> written(vector, ending)).isInstanceOf(SteeringException.class)
                    .hasMessageContainingAll("number 1 of layer 4", "v" + ending);
            assertThat(folder.resolve("v" + ending)).doesNotExist();
        }
    }

    @Test
    void anotherEndingIsRefusedWithThoseThatAreKnown() {
        for (String name : new String[]{"v.pt", "v", "gguf"}) {
            assertThatThrownBy(() -> VectorFile.read(folder.resolve(name))).isInstanceOf(SteeringException.class)
                    .hasMessageContaining(".safetensors, .gguf, .svec, .npz");
            assertThatThrownBy(() -> VectorFile.write(VECTOR, folder.resolve(name)))
                    .isInstanceOf(SteeringException.class).hasMessageContaining(name);
        }
    }
}
