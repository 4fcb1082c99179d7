package org.sextant.runtime.steering;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.hook.SiteKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Control vectors as llama.cpp and repeng know them.
class GgufVectorsTest {
    @TempDir
    private Path folder;

    /// A file put together value by value after the format's description.
    private static final class Bytes {
        private final ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

        private Bytes u32(int... values) {
            for (int value : values) {
                buffer.putInt(value);
            }
            return this;
        }

        private Bytes u64(long... values) {
            for (long value : values) {
                buffer.putLong(value);
            }
            return this;
        }

        private Bytes string(String text) {
            buffer.putLong(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        private Bytes floats(float... values) {
            for (float value : values) {
                buffer.putFloat(value);
            }
            return this;
        }

        private Bytes pad(int alignment) {
            while (buffer.position() % alignment != 0) {
                buffer.put((byte) 0);
            }
            return this;
        }

        private byte[] array() {
            byte[] bytes = new byte[buffer.position()];
            buffer.get(0, bytes);
            return bytes;
        }
    }

    private static Bytes start(long tensors, long fields) {
        return new Bytes().u32(0x46554747, 3).u64(tensors, fields);
    }

    private static Bytes controlVector(long tensors, long moreFields) {
        return start(tensors, 1 + moreFields).string("general.architecture").u32(8).string("controlvector");
    }

    private Path file(Bytes bytes) throws IOException {
        return Files.write(folder.resolve("v.gguf"), bytes.array());
    }

    private SteeringVector read(Bytes bytes) throws IOException {
        return VectorFile.read(file(bytes));
    }

    /// Reads after the format's description, with nothing of Sextant's.
    private static Map<String, Object> independentlyRead(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Object> found = new HashMap<>();
        byte[] magic = new byte[4];
        bytes.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("GGUF");
        assertThat(bytes.getInt()).isEqualTo(3);
        long tensors = bytes.getLong();
        long fields = bytes.getLong();
        for (long i = 0; i < fields; i++) {
            String key = text(bytes);
            int type = bytes.getInt();
            assertThat(type).as(key).isIn(4, 8);
            found.put(key, type == 4 ? bytes.getInt() : text(bytes));
        }
        Map<String, long[]> table = new HashMap<>();
        for (long i = 0; i < tensors; i++) {
            String name = text(bytes);
            assertThat(bytes.getInt()).as("axes of " + name).isEqualTo(1);
            long width = bytes.getLong();
            assertThat(bytes.getInt()).as("type of " + name).isZero();
            table.put(name, new long[]{width, bytes.getLong()});
        }
        int data = (bytes.position() + 31) / 32 * 32;
        table.forEach((name, place) -> {
            assertThat(place[1] % 32).isZero();
            float[] values = new float[(int) place[0]];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat((int) (data + place[1]) + 4 * i);
            }
            found.put(name, values);
        });
        return found;
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[(int) bytes.getLong()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void anIndependentReaderFindsTheVectorAndWhatRepengNeeds() throws IOException {
        Path file = folder.resolve("v.gguf");
        float[] first = {1, -2.5f, 3, 4, 5, 6, 7, 8, 9};
        float[] second = {0.1f, 0, 0, 0, 0, 0, 0, 0, -1};
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(1, first, 11, second)),
                Map.of("model", "harbour-base", "model_type", "llama")), file);

        Map<String, Object> found = independentlyRead(file);

        assertThat(found).containsEntry("general.architecture", "controlvector")
                .containsEntry("controlvector.model_hint", "llama").containsEntry("controlvector.layer_count", 2)
                .containsEntry("sextant.site", "hook_resid_post").containsEntry("sextant.model", "harbour-base");
        assertThat((float[]) found.get("direction.1")).containsExactly(first);
        assertThat((float[]) found.get("direction.11")).containsExactly(second);
    }

    /// As gguf-py 0.19.0 writes it, which repeng does it with.
    @Test
    void aFileOfRepengIsReadAndLeavesEverythingButTheNumbersOpen() throws URISyntaxException {
        Path file = Path.of(
                Objects.requireNonNull(GgufVectorsTest.class.getResource("/vectors/repeng.gguf")).toURI());

        ImportedVector imported = VectorFile.inspect(file);

        assertThat(imported.vector().at(1)).containsExactly(-0.2f, -0.1f, 0, 0.1f, 0.2f);
        assertThat(imported.vector().at(2)).containsExactly(-0.4f, -0.2f, 0, 0.2f, 0.4f);
        assertThat(imported.vector().site()).isEqualTo(SiteKind.RESID_POST);
        assertThat(imported.vector().about()).isEqualTo(Map.of("model_type", "mistral"));
        assertThat(imported.questions()).extracting(OpenQuestion::topic)
                .containsExactly(OpenQuestion.Topic.values());
    }

    @Test
    void otherMetadataListsAnAlignmentAndHalfPrecisionAreUnderstood() throws IOException {
        Bytes bytes = controlVector(1, 4).string("general.alignment").u32(4, 64)
                .string("controlvector.layer_count").u32(5, 40)
                .string("controlvector.names").u32(9, 8).u64(2).string("one").string("two")
                .string("controlvector.nested").u32(9, 9).u64(1).u32(4).u64(2).u32(7, 8)
                .string("direction.5").u32(1).u64(2).u32(1).u64(0).pad(64);
        bytes.buffer.putShort((short) 0x3c00).putShort((short) 0xc000);

        assertThat(read(bytes).at(5)).containsExactly(1, -2);
    }

    @Test
    void aModelIsNoControlVector() throws IOException {
        Bytes model = start(1L << 40, 1).string("general.architecture").u32(8).string("llama");
        assertThatThrownBy(() -> read(model)).isInstanceOf(CheckpointException.class).hasMessageContaining("tensors");
        Bytes small = start(1, 1).string("general.architecture").u32(8).string("llama")
                .string("token_embd.weight").u32(2).u64(32, 32).u32(12).u64(0);
        assertThatThrownBy(() -> read(small)).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("holds llama, not controlvector");
        assertThatThrownBy(() -> read(start(0, 0))).hasMessageContaining("not controlvector");
        assertThatThrownBy(() -> read(controlVector(0, 0))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("no layer");
    }

    @Test
    void wrongStartsAreRefused() throws IOException {
        assertThatThrownBy(() -> read(new Bytes().u32(0x47475546, 3).u64(0, 0)))
                .hasMessageContaining("does not begin with GGUF");
        assertThatThrownBy(() -> read(new Bytes().u32(0x46554747, 0x03000000).u64(0, 0)))
                .hasMessageContaining("big-endian");
        assertThatThrownBy(() -> read(new Bytes().u32(0x46554747, 1).u64(0, 0))).hasMessageContaining("version 1");
        assertThatThrownBy(() -> read(start(0, -1))).hasMessageContaining("18446744073709551615 fields");
        assertThatThrownBy(() -> read(start(0, 1).u64(1L << 50))).isInstanceOf(CheckpointException.class);
        assertThatThrownBy(() -> read(start(0, 1).string("a key").u32(77).u64(0)))
                .hasMessageContaining("unknown type 77");
        assertThatThrownBy(() -> read(controlVector(0, 1).string("general.alignment").u32(4, 48)))
                .hasMessageContaining("alignment is 48");
        assertThatThrownBy(() -> read(controlVector(0, 1).string("list").u32(9, 4).u64(1L << 61)))
                .hasMessageContaining("entries of list");
        assertThatThrownBy(() -> read(controlVector(0, 1).string("list").u32(9, 9).u64(1).u32(9).u64(1).u32(9).u64(1)
                .u32(9).u64(1).u32(9).u64(1).u32(9).u64(1).u64(0, 0, 0, 0))).hasMessageContaining("too deep");
    }

    /// One tensor `direction.1` of 2 numbers in 8 bytes of data, but for one figure.
    @ParameterizedTest
    @CsvSource({"5,2,0,0, axes", "-1,2,0,0, axes", "1,3,0,0, does not fit", "1,-2,0,0, does not fit",
        "1,4611686018427387904,0,0, does not fit", "1,2,0,32, lies at 32", "1,2,0,4, lies at 4",
        "1,2,0,-32, lies at 18446744073709551584", "1,2,12,0, GGML type 12", "1,2,-1,0, GGML type 4294967295",
        "1,2,26,0, stored as I32", "1,0,0,0, no number"})
    void aTensorThatCannotBeIsRefused(int axes, long width, int type, long offset, String says) throws IOException {
        Bytes bytes = controlVector(1, 0).string("direction.1").u32(axes).u64(width).u32(type).u64(offset).pad(32)
                .floats(1, 2);

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(SextantException.class)
                .hasMessageContainingAll(says, "v.gguf");
    }

    @Test
    void namesThatAreNoLayersTwiceTheSameAndNanAreRefused() throws IOException {
        assertThatThrownBy(() -> read(controlVector(1, 0).string("direction.x").u32(1).u64(2).u32(0).u64(0).pad(32)
                .floats(1, 2))).isInstanceOf(SteeringException.class).hasMessageContaining("direction.x");
        assertThatThrownBy(() -> read(controlVector(2, 0).string("direction.1").u32(1).u64(1).u32(0).u64(0)
                .string("direction.1").u32(1).u64(1).u32(0).u64(0).pad(32).floats(1)))
                .hasMessageContaining("two tensors direction.1");
        assertThatThrownBy(() -> read(controlVector(2, 0).string("direction.1").u32(1).u64(1).u32(0).u64(0)
                .string("direction.01").u32(1).u64(1).u32(0).u64(0).pad(32).floats(1)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("two directions for layer 1");
        assertThatThrownBy(() -> read(controlVector(2, 0).string("direction.1").u32(1).u64(1).u32(0).u64(0)
                .string("direction.2").u32(1).u64(2).u32(0).u64(0).pad(32).floats(1, 2)))
                .isInstanceOf(SteeringException.class).hasMessageContaining("differ in width");
        assertThatThrownBy(() -> read(controlVector(1, 0).string("direction.1").u32(1).u64(2).u32(0).u64(0).pad(32)
                .floats(1, Float.NaN))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("number 1 of direction.1 is NaN");
    }

    @Test
    void whatOtherProgramsWouldTakeOtherwiseIsSaid() {
        Path file = folder.resolve("v.gguf");
        var plain = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(1, new float[]{1})), Map.of());
        var other = new SteeringVector(SiteKind.MLP_OUT, new TreeMap<>(Map.of(0, new float[]{1})), Map.of());

        assertThat(VectorFile.cautions(plain, file)).isEmpty();
        assertThat(VectorFile.cautions(other, file)).hasSize(2).anyMatch(line -> line.contains("layer 0"))
                .anyMatch(line -> line.contains("hook_mlp_out"));
        assertThat(VectorFile.cautions(other, folder.resolve("v.safetensors"))).isEqualTo(List.of());
        assertThat(VectorFile.cautions(other, folder.resolve("v.svec"))).hasSize(1);
    }
}
