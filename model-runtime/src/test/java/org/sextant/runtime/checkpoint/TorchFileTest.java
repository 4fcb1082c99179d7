package org.sextant.runtime.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.PickleBytes;
import org.sextant.runtime.testing.TensorFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Files that PyTorch 2.13 wrote (`src/test/resources/torch`), and hand-made ones that it would not write.
class TorchFileTest {
    @TempDir
    private Path folder;

    private static Path written(String name) {
        return Path.of("src", "test", "resources", "torch", name);
    }

    private static float[] ramp(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i * 0.25f - 1;
        }
        return values;
    }

    @Test
    void theStateOfAModuleIsReadBack() {
        try (TorchFile file = TorchFile.open(written("module.pt"))) {
            assertThat(file.shapes())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("weight", List.of(2L, 3L), "bias", List.of(2L)));
            assertThat(file.floats("weight")).containsExactly(ramp(6));
            assertThat(file.floats("bias")).containsExactly(ramp(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f32", "f16", "bf16", "f64"})
    void everyKindOfNumberBecomesFloat32(String name) {
        try (TorchFile file = TorchFile.open(written("kinds.pt"))) {
            assertThat(file.floats(name)).containsExactly(ramp(6));
        }
    }

    @Test
    void wholeNumbersViewsParametersAndNotesAreRead() {
        try (TorchFile file = TorchFile.open(written("kinds.pt"))) {
            assertThat(file.shapes().get("i64")).isEmpty();
            assertThat(file.floats("i64")).containsExactly(32);
            assertThat(file.floats("i32")).containsExactly(0, 1, 2);
            assertThat(file.floats("u8")).containsExactly(0, 255);
            assertThat(file.floats("bool")).containsExactly(1, 0);
            assertThat(file.floats("parameter")).containsExactly(ramp(2));
            assertThat(file.floats("empty")).isEmpty();
            float[] base = ramp(24);
            assertThat(file.floats("shared")).containsExactly(base);
            assertThat(file.shapes().get("turned")).containsExactly(6L, 4L);
            for (int i = 0; i < 24; i++) {
                assertThat(file.floats("turned")[i]).isEqualTo(base[i % 4 * 6 + i / 4]);
            }
            assertThat(file.floats("part")).containsExactly(base[8], base[9], base[10], base[14], base[15], base[16]);
            assertThat(file.note("note")).contains("TopK");
            assertThat(file.note("nested.k")).contains("32");
            assertThat(file.note("nested.rate")).contains("0.5");
            assertThat(file.note("nested.flag")).contains("true");
            assertThat(file.note("nested.nothing")).isEmpty();
            assertThat(file.note("big")).contains(Long.toString(1L << 40));
            assertThat(file.note("minus")).contains("-7");
            assertThat(file.note("3")).contains("number as key");
        }
    }

    @Test
    void aFunctionThatAPickleWouldCallIsNamedAndNotCalled() {
        Path trace = Path.of("/tmp/sextant-pickle-was-run");
        refused(written("evil.pt"), "posix.system", "nothing of it was run");
        assertThat(trace).doesNotExist();
        refused(written("whole-module.pt"), "torch.nn.modules.linear.Linear", "nothing of it was run");
    }

    @Test
    void filesFromBeforeTheZipLayoutAreRefusedWithAdvice() throws IOException {
        refused(written("legacy.pt"), "before 1.6", "convert it to safetensors");
        refused(Files.writeString(folder.resolve("text.pt"), "ahoy"), "not one that PyTorch saves");
        refused(Files.writeString(folder.resolve("empty.pt"), ""), "not one that PyTorch saves");
        refused(folder.resolve("none.pt"), "missing");
    }

    private static void refused(Path file, String... words) {
        assertThatThrownBy(() -> {
            try (TorchFile opened = TorchFile.open(file)) {
                opened.shapes().keySet().forEach(opened::floats);
            }
        }).isInstanceOf(CheckpointException.class).hasMessageContaining(file.getFileName().toString())
                .hasMessageContainingAll(words);
    }

    /// What is wrong, and a pickle with it.
    static Stream<Map.Entry<String, byte[]>> badPickles() {
        PickleBytes deep = new PickleBytes().start();
        IntStream.range(0, 40).forEach(_ -> deep.mark().text("a").raw('}'));
        IntStream.range(0, 40).forEach(_ -> deep.items());
        PickleBytes laughs = new PickleBytes().raw(0x80, 2, '}', 'q', 0);
        for (int i = 1; i < 15; i++) {
            laughs.raw('}', 'q', i, '(');
            for (int copy = 0; copy < 8; copy++) {
                laughs.text("k" + copy).raw('h', i - 1);
            }
            laughs.raw('u');
        }
        return Stream.of(Map.entry("without end", deep.stop()), Map.entry("without end", laughs.stop()),
                Map.entry("without end",
                        new PickleBytes().raw(0x80, 2, '}', 'q', 0, '(').text("me").raw('h', 0).items().stop()),
                Map.entry("middle of an instruction", new PickleBytes().start().mark().text("w").raw('X', 9)
                        .cut()),
                Map.entry("middle of an instruction", new byte[0]),
                Map.entry("claims a text", new PickleBytes().raw(0x80, 2, 'X', 0xff, 0xff, 0xff, 0xff).stop()),
                Map.entry("claims a text",
                        new PickleBytes().raw(0x80, 4, 0x8d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).stop()),
                Map.entry("a number of 255 bytes", new PickleBytes().raw(0x80, 2, 0x8a, 0xff).stop()),
                Map.entry("protocol 9", new PickleBytes().raw(0x80, 9, '}').stop()),
                Map.entry("there is none", new PickleBytes().raw(0x80, 2).stop()),
                Map.entry("did not begin", new PickleBytes().start().items().stop()),
                Map.entry("did not name", new PickleBytes().raw(0x80, 2, 'h', 7).stop()),
                Map.entry("no list", new PickleBytes().start().number(1).raw('a').stop()),
                Map.entry("no dictionary", new PickleBytes().raw(0x80, 2, ']', '(').text("a").number(1).items().stop()),
                Map.entry("a key", new PickleBytes().start().mark().raw(')').number(1).items().stop()),
                Map.entry("no arguments", new PickleBytes().start().raw(')', 'R').stop()),
                Map.entry("no arguments", new PickleBytes().global("torch", "FloatStorage").raw(')', 'R').stop()),
                Map.entry("no arguments",
                        new PickleBytes().global("collections", "OrderedDict").raw(']', 0x85, 'R').stop()),
                Map.entry("no storage", new PickleBytes().text("file:///etc/passwd").raw('Q').stop()),
                Map.entry("builtins.eval", new PickleBytes().global("builtins", "eval").stop()),
                Map.entry("builtins.eval",
                        new PickleBytes().raw(0x80, 4).text("builtins").text("eval").raw(0x93).stop()),
                Map.entry("torch.storage._load_from_bytes",
                        new PickleBytes().global("torch.storage", "_load_from_bytes").stop()),
                Map.entry("instruction 0x81", new PickleBytes().start().raw(')', 0x81).stop()),
                Map.entry("instruction 0x69", new PickleBytes().start().raw('i').stop()),
                Map.entry("gives a state", new PickleBytes().raw(0x80, 2, ']').number(1).raw('b').stop()));
    }

    @ParameterizedTest
    @MethodSource("badPickles")
    void picklesThatHoldAnythingElseAreRefused(Map.Entry<String, byte[]> bad) throws IOException {
        refused(file(bad.getValue(), new byte[4]), bad.getKey());
    }

    private Path file(byte[] pickle, byte[] numbers) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", pickle);
        entries.put("archive/data/0", numbers);
        return Files.write(folder.resolve("made.pt"), TensorFiles.zip(entries));
    }

    private static byte[] tensor(long count, long offset, long[] sizes, long[] strides) {
        return new PickleBytes().start().mark().text("w").tensor("FloatStorage", "0", count, offset, sizes, strides)
                .items().stop();
    }

    @Test
    void tensorsThatDoNotLieInTheirStorageAreRefused() throws IOException {
        byte[] six = TensorFiles.littleEndian(ramp(6));
        try (TorchFile file = TorchFile.open(file(tensor(6, 0, new long[]{2, 3}, new long[]{3, 1}), six))) {
            assertThat(file.floats("w")).containsExactly(ramp(6));
        }
        long huge = Long.MAX_VALUE;
        for (byte[] pickle : List.of(tensor(6, 1, new long[]{2, 3}, new long[]{3, 1}),
                tensor(6, 0, new long[]{3, 3}, new long[]{3, 1}), tensor(6, 0, new long[]{huge}, new long[]{1}),
                tensor(6, huge, new long[]{1}, new long[]{1}), tensor(6, -1, new long[]{1}, new long[]{1}),
                tensor(6, 0, new long[]{-1}, new long[]{1}), tensor(6, 0, new long[]{2}, new long[]{-1}),
                tensor(6, 0, new long[]{2}, new long[]{huge}), tensor(6, 0, new long[]{6, 6}, new long[]{0, 1}),
                tensor(6, 0, new long[]{2}, new long[0]),
                tensor(6, 0, new long[]{1, 1, 1, 1, 1, 1, 1, 1, 1}, new long[9]))) {
            refused(file(pickle, six), "claims a tensor");
        }
        refused(file(tensor(huge, 0, new long[]{1}, new long[]{1}), six), "no storage");
        refused(file(tensor(1L << 40, 0, new long[]{1}, new long[]{1}), six), "numbers of w");
        refused(file(tensor(5, 0, new long[]{1}, new long[]{1}), six), "numbers of w");
    }

    @Test
    void packedMissingAndForeignEntriesAreRefused() throws IOException {
        byte[] pickle = tensor(1 << 20, 0, new long[]{1 << 20}, new long[]{1});
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
            zip.putNextEntry(new ZipEntry("archive/data/0"));
            zip.write(new byte[4 << 20]);
        }
        refused(Files.write(folder.resolve("bomb.pt"), bytes.toByteArray()), "packed");
        refused(Files.write(folder.resolve("bare.pt"), TensorFiles.zip(Map.of("archive/data.pkl", pickle))), "lacks");
        refused(Files.write(folder.resolve("other.pt"), TensorFiles.zip(Map.of("a/b/data.pkl", pickle))),
                "no data.pkl");
        Map<String, byte[]> big = new LinkedHashMap<>(Map.of("archive/data.pkl", tensor(1, 0, new long[]{1},
                new long[]{1}), "archive/data/0", new byte[4], "archive/byteorder",
                "big".getBytes(StandardCharsets.US_ASCII)));
        refused(Files.write(folder.resolve("big.pt"), TensorFiles.zip(big)), "byte order");
    }

    @Test
    void aFileThatWasCutIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written("kinds.pt"));
        for (int length = 2; length < whole.length; length += 97) {
            Path cut = Files.write(folder.resolve("cut.pt"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TorchFile.open(cut)).isInstanceOf(CheckpointException.class);
        }
    }

    /// Whatever stands in a file, it is read or refused in words.
    @Test
    void flippedBytesNeverDoAnythingElse() throws IOException {
        byte[] whole = Files.readAllBytes(written("kinds.pt"));
        for (int at = 0; at < whole.length; at += 3) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            Path file = Files.write(folder.resolve("flipped.pt"), flipped);
            try (TorchFile opened = TorchFile.open(file)) {
                opened.shapes().keySet().forEach(opened::floats);
            } catch (CheckpointException refused) {
                assertThat(refused).hasMessageContaining("flipped.pt");
            }
        }
    }
}
