package org.sextant.runtime.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.bench.RandomCheckpoint;
import org.sextant.runtime.bench.RandomCheckpoint.Llama;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class CheckpointTest {
    private static final String INDEX = "model.safetensors.index.json";

    @TempDir
    private Path temporary;

    @Test
    void shardsReadLikeTheSingleFile() {
        var expected = ReferenceTensors.read(Fixtures.folder("v4/llama").resolve("model.safetensors"));
        var folder = copy().sharded(3).with("model-00004-of-00003.safetensors", "not named by the index");
        try (var checkpoint = Checkpoint.open(folder.path())) {
            assertThat(checkpoint.weights().files()).hasSize(3);
            assertThat(checkpoint.weights().names()).isEqualTo(expected.names());
            for (String name : expected.names()) {
                assertThat(floats(checkpoint.weights().bytes(name))).as(name).containsExactly(expected.floats(name));
            }
        }
    }

    @Test
    void aMissingShardIsNamed() {
        String shard = CheckpointFolder.shardName(1, 3);
        var folder = copy().sharded(3).without(shard);
        refused(folder, "the shard " + shard + ", which the index names, is missing", folder.file(shard).toString(),
                "download this file");
    }

    @Test
    void aTruncatedShardSaysHowMuchIsMissing() {
        String shard = CheckpointFolder.shardName(2, 3);
        var folder = copy().sharded(3).truncated(shard, 17);
        refused(folder, "the file ends 17 bytes too early", folder.file(shard).toString(), "download the file again");
    }

    @Test
    void aTensorThatItsShardLacksIsNamed() {
        String shard = CheckpointFolder.shardName(0, 1);
        var folder = copy().sharded(1).with(INDEX, """
                {"weight_map":{"model.norm.weight":"%1$s","model.extra":"%1$s"}}""".formatted(shard));
        refused(folder, "the tensor model.extra", shard, "from the same revision");
    }

    @Test
    void anIndexCannotReachOutOfItsFolder() {
        var folder = copy().without("model.safetensors").with(INDEX, """
                {"weight_map":{"a":"../../secret.safetensors"}}""");
        refused(folder, "\"../../secret.safetensors\", which lies outside the folder", INDEX);
    }

    @Test
    void anIndexThatMapsNothingIsTold() {
        var folder = copy().without("model.safetensors").with(INDEX, "{\"weight_map\":[]}");
        refused(folder, "the index has no weight_map", INDEX);
        folder.with(INDEX, "{\"weight_map\":{\"a\":");
        refused(folder, "not valid JSON", INDEX);
    }

    @Test
    void picklesAreRefusedUnopened() {
        var folder = copy().without("model.safetensors").with("pytorch_model.bin", "never read");
        refused(folder, "pytorch_model.bin are a pickle", folder.path().toString(), "convert them");
    }

    @Test
    void otherFormatsAndNoWeightsAtAllAreTold() {
        var folder = copy().without("model.safetensors").with("model.gguf", "");
        refused(folder, "GGUF");
        refused(folder.without("model.gguf"), "the folder has no weights", folder.path().toString());
    }

    @Test
    void aFolderWithoutAModelIsTold() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertThatThrownBy(() -> Checkpoint.open(empty)).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("no model in this folder", empty.toString(), "config.json");
    }

    @Test
    void aPathThatIsNotThereAndAFileInPlaceOfAFolderAreTold() {
        var folder = copy();
        assertThatThrownBy(() -> Checkpoint.open(folder.file("nowhere"))).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("there is no such folder", "nowhere");
        assertThatThrownBy(() -> Checkpoint.open(folder.file("config.json"))).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll("this is a file", "give the folder");
    }

    @Test
    void aFolderInPlaceOfTheWeightsIsTold() throws IOException {
        var folder = copy().without("model.safetensors");
        Files.createDirectory(folder.file("model.safetensors"));
        refused(folder, "the file", folder.file("model.safetensors").toString());
    }

    @Test
    void aLinkToNothingInPlaceOfTheWeightsIsTold() throws IOException {
        var folder = copy().without("model.safetensors");
        Files.createSymbolicLink(folder.file("model.safetensors"), Path.of("gone"));
        refused(folder, "a link to nothing", folder.file("model.safetensors").toString());
    }

    /// Whoever may read everything, as root may, sees no difference: then there is nothing to test.
    @Test
    void filesAndFoldersThatMayNotBeReadAreToldUnlessThisUserMayReadEverything() throws IOException {
        var folder = copy();
        Files.setPosixFilePermissions(folder.file("config.json"), Set.of());
        assumeThat(Files.isReadable(folder.file("config.json"))).as("this user, as root, may read everything")
                .isFalse();
        refused(folder, "may not be read", folder.file("config.json").toString(), "chmod u+r");

        Files.setPosixFilePermissions(folder.path(), Set.of());
        refused(folder, "the folder may not be read", folder.path().toString(), "chmod u+rx");
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void weightsOfAnotherTypeAreListedButNotRead() {
        var folder = copy().withTensors(tensors -> tensors.describe("model.norm.weight", "F64", List.of(16L)));
        try (var checkpoint = Checkpoint.open(folder.path())) {
            assertThat(checkpoint.weights().entry("model.norm.weight").type()).isEqualTo(StoredType.F64);
            assertThatThrownBy(() -> checkpoint.weights().bytes("model.norm.weight"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContainingAll("model.norm.weight is stored as F64", "F32, F16 and BF16", "convert");
        }
    }

    @Test
    void aTensorThatIsNotThereIsNamed() {
        var folder = copy().withTensors(tensors -> tensors.remove("model.norm.weight"));
        try (var checkpoint = Checkpoint.open(folder.path())) {
            assertThat(checkpoint.weights().contains("model.norm.weight")).isFalse();
            assertThatThrownBy(() -> checkpoint.weights().bytes("model.norm.weight"))
                    .isInstanceOf(CheckpointException.class).hasMessageContaining("no tensor model.norm.weight");
        }
    }

    @Test
    void endTokensComeFromTheGenerationConfigFirst() {
        var folder = copy();
        assertThat(endTokens(folder)).containsExactly(2);
        assertThat(endTokens(folder.with("generation_config.json", "{\"eos_token_id\":[5,7]}"))).containsExactly(5, 7);
        assertThat(endTokens(folder.with("generation_config.json", "{\"eos_token_id\":9}"))).containsExactly(9);
        assertThat(endTokens(folder.with("generation_config.json", "{\"eos_token_id\":null}"))).containsExactly(2);
        assertThat(endTokens(folder.withConfig(config -> config.putNull("eos_token_id")))).isEmpty();
    }

    @Test
    void theTokenizerIsThereWhereItsFileIs() {
        var folder = copy();
        try (var checkpoint = Checkpoint.open(folder.path())) {
            assertThat(checkpoint.tokenizer()).isEmpty();
        }
        try (var checkpoint = Checkpoint.open(folder.withTokenizer().path())) {
            assertThat(checkpoint.tokenizer().orElseThrow().encode("Hi", true)).hasSize(2);
        }
        refused(folder.with("tokenizer.json", "{\"model\":{}}"), "tokenizer.json", "give prompts as token ids");
    }

    @Test
    void theHashIsTheDigestOfNamesSizesHeadersAndPiecesOfTheWeights() throws Exception {
        var folder = copy();
        byte[] config = Files.readAllBytes(folder.file("config.json"));
        byte[] weights = Files.readAllBytes(folder.file("model.safetensors"));
        int headerLength = (weights[0] & 0xFF) | (weights[1] & 0xFF) << 8;
        var stream = new ByteArrayOutputStream();
        var data = new DataOutputStream(stream);
        List<byte[]> parts = new ArrayList<>(
                List.of("config.json".getBytes(StandardCharsets.UTF_8), size(config.length),
                        config, "model.safetensors".getBytes(StandardCharsets.UTF_8), size(weights.length),
                        Arrays.copyOfRange(weights, 8, 8 + headerLength)));
        try (Arena arena = Arena.ofConfined()) {
            SafetensorsFile file = SafetensorsFile.map(folder.file("model.safetensors"), arena);
            file.entries().forEach(entry -> parts.add(pieces(file.bytes(entry.name()).toArray(ValueLayout.JAVA_BYTE))));
        }
        for (byte[] part : parts) {
            data.writeInt(part.length);
            data.write(part);
        }
        assertThat(hash(folder)).isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stream.toByteArray())));
    }

    /// Eight pieces of 64 bytes, the first and the last among them.
    private static byte[] pieces(byte[] tensor) {
        if (tensor.length <= 8 * 64) {
            return tensor;
        }
        ByteBuffer pieces = ByteBuffer.allocate(8 * 64);
        for (int piece = 0; piece < 8; piece++) {
            pieces.put(tensor, (tensor.length - 64) * piece / 7, 64);
        }
        return pieces.array();
    }

    @Test
    void theHashTellsATunedModelFromItsBase() {
        String original = hash(copy());
        var tuned = CheckpointFolder.copyOf("v4/llama", temporary.resolve("tuned"));
        assertThat(hash(tuned.withValue("model.norm.weight", 3, 0.5f))).isNotEqualTo(original);
    }

    @Test
    void theHashChangesWithConfigAndHeaderAndOrderIsSettled() {
        String original = hash(copy());
        var other = CheckpointFolder.copyOf("v4/llama", temporary.resolve("other"));
        assertThat(hash(other)).isEqualTo(original);
        assertThat(hash(other.withConfig(config -> config.put("rope_theta", 10001.0)))).isNotEqualTo(original);
        var third = CheckpointFolder.copyOf("v4/llama", temporary.resolve("third"));
        assertThat(hash(third.withTensors(tensors -> tensors.describe("model.norm.weight", "F32", List.of(4L, 8L)))))
                .isNotEqualTo(original);
    }

    @Test
    void weightBytesAreTheSizeOfTheFiles() throws IOException {
        var folder = copy();
        long single = Files.size(folder.file("model.safetensors"));
        try (var checkpoint = Checkpoint.open(folder.path())) {
            assertThat(checkpoint.weightBytes()).isEqualTo(single);
        }
    }

    @Test
    void closingEndsWhatWasMapped() {
        var checkpoint = Checkpoint.open(copy().path());
        MemorySegment bytes = checkpoint.weights().bytes("lm_head.weight");
        checkpoint.close();
        assertThatIllegalStateException().isThrownBy(() -> bytes.get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void aRandomModelHasTheWeightsThatItCounts() {
        RandomCheckpoint.llama(temporary.resolve("random"), Llama.TINY, 3);
        try (var checkpoint = Checkpoint.open(temporary.resolve("random"))) {
            long weights = checkpoint.weights().names().stream()
                    .mapToLong(name -> checkpoint.weights().entry(name).byteLength() / Float.BYTES).sum();
            assertThat(weights).isEqualTo(Llama.TINY.parameters());
            float[] values = floats(checkpoint.weights().bytes("lm_head.weight"));
            assertThat(values).hasSize(97 * 64);
            double mean = 0;
            for (float value : values) {
                assertThat(value).isBetween(-0.04f, 0.04f);
                mean += value / values.length;
            }
            assertThat(mean).isBetween(-0.002, 0.002);
        }
        assertThat(Llama.OF_100_MB.parameters() * Float.BYTES).isGreaterThan(100_000_000);
    }

    private CheckpointFolder copy() {
        return CheckpointFolder.copyOf("v4/llama", temporary.resolve("llama"));
    }

    private static Set<Integer> endTokens(CheckpointFolder folder) {
        try (var checkpoint = Checkpoint.open(folder.path())) {
            return checkpoint.endTokenIds();
        }
    }

    private static String hash(CheckpointFolder folder) {
        try (var checkpoint = Checkpoint.open(folder.path())) {
            return checkpoint.hash();
        }
    }

    private static byte[] size(long size) {
        return ByteBuffer.allocate(8).putLong(size).array();
    }

    private static float[] floats(MemorySegment bytes) {
        return bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN));
    }

    private static void refused(CheckpointFolder folder, String... saying) {
        assertThatThrownBy(() -> Checkpoint.open(folder.path())).isInstanceOf(CheckpointException.class)
                .hasMessageContainingAll(saying);
    }
}
