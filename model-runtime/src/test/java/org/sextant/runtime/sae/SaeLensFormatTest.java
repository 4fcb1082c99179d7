package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.ReferenceTensors;
import org.sextant.runtime.testing.SafetensorsBytes;
import org.sextant.runtime.testing.TensorFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SaeLensFormatTest {
    private static final String WEIGHTS = "sae_weights.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    static List<SaeSpec> specs() {
        return List.of(spec(new SaeActivation.Relu(), InputNormalization.LAYER_NORM),
                spec(new SaeActivation.Gated(), InputNormalization.NONE),
                spec(new SaeActivation.JumpRelu(), InputNormalization.CONSTANT_NORM),
                spec(new SaeActivation.TopK(2, false), InputNormalization.NONE),
                spec(new SaeActivation.TopK(3, true), InputNormalization.NONE),
                spec(new SaeActivation.TopAfa(), InputNormalization.NONE),
                transcoder(new SaeActivation.Relu(), true), transcoder(new SaeActivation.Relu(), false),
                transcoder(new SaeActivation.JumpRelu(), false), transcoder(new SaeActivation.JumpRelu(), true));
    }

    private static SaeSpec spec(SaeActivation activation, InputNormalization normalization) {
        return new SaeSpec(GoldenSae.WIDTH, GoldenSae.WIDTH, GoldenSae.FEATURES, activation, true, normalization,
                GoldenSae.SITE, Optional.empty(), false, Map.of("model_name", "harbour", "context_size", "128"));
    }

    private static SaeSpec transcoder(SaeActivation activation, boolean skip) {
        return new SaeSpec(GoldenSae.WIDTH, GoldenSae.WIDTH, GoldenSae.FEATURES, activation, false,
                InputNormalization.NONE, "blocks.1.ln2.hook_normalized", Optional.of("blocks.1.hook_mlp_out"), skip,
                Map.of());
    }

    private SaeData written(SaeSpec spec, SaeLensFormat.Storage storage) {
        SaeData data = GoldenSae.data(spec);
        SaeLensFormat.write(data, folder, storage, Optional.empty());
        return data;
    }

    private ObjectNode config() {
        try {
            return (ObjectNode) JSON.readTree(folder.resolve("cfg.json").toFile());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void write(ObjectNode config) {
        try {
            JSON.writeValue(folder.resolve("cfg.json").toFile(), config);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void change(Consumer<SafetensorsBytes> change) {
        SafetensorsBytes tensors = SafetensorsBytes.read(folder.resolve(WEIGHTS));
        change.accept(tensors);
        tensors.writeTo(folder.resolve(WEIGHTS));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatIsWrittenIsReadBack(SaeSpec spec) {
        SaeData data = written(spec, SaeLensFormat.Storage.FLOAT32);
        SaeData read = SaeFolder.read(folder);
        assertThat(read.spec()).isEqualTo(spec);
        for (SaeTensor tensor : spec.tensors()) {
            assertThat(read.values(tensor)).containsExactly(data.values(tensor));
        }
    }

    @Test
    void halfPrecisionRoundsAndNothingElse() {
        SaeData data = written(spec(new SaeActivation.JumpRelu(), InputNormalization.NONE),
                SaeLensFormat.Storage.FLOAT16);
        SaeData read = SaeFolder.read(folder);
        for (SaeTensor tensor : data.spec().tensors()) {
            assertThat(read.values(tensor)).containsExactly(data.values(tensor), within(5e-4f));
        }
        assertThat(config().path("dtype").asText()).isEqualTo("float16");
    }

    @Test
    void theFileIsTheLayoutOfSaeLensSinceSix() {
        written(spec(new SaeActivation.TopK(2, false), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        JsonNode config = config();
        assertThat(config.path("architecture").asText()).isEqualTo("topk");
        assertThat(config.path("d_in").asInt()).isEqualTo(4);
        assertThat(config.path("d_sae").asInt()).isEqualTo(6);
        assertThat(config.path("k").asInt()).isEqualTo(2);
        assertThat(config.path("apply_b_dec_to_input").isBoolean()).isTrue();
        assertThat(config.path("normalize_activations").asText()).isEqualTo("none");
        assertThat(config.path("reshape_activations").asText()).isEqualTo("none");
        assertThat(config.path("metadata").path("hook_name").asText()).isEqualTo(GoldenSae.SITE);
        assertThat(config.path("metadata").path("context_size").asInt()).isEqualTo(128);
        ReferenceTensors tensors = ReferenceTensors.read(folder.resolve(WEIGHTS));
        assertThat(tensors.names()).containsExactlyInAnyOrder("W_enc", "b_enc", "W_dec", "b_dec");
        assertThat(tensors.shape("W_enc")).containsExactly(4, 6);
        assertThat(tensors.shape("W_dec")).containsExactly(6, 4);
    }

    @Test
    void topAfaHasNoEncoderBias() {
        written(spec(new SaeActivation.TopAfa(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        assertThat(config().path("architecture").asText()).isEqualTo("top_afa");
        assertThat(ReferenceTensors.read(folder.resolve(WEIGHTS)).names()).containsExactlyInAnyOrder("W_enc", "W_dec",
                "b_dec");
    }

    @Test
    void firingRatesStandInAFileOfTheirOwnAsLogarithms() {
        SaeLensFormat.write(GoldenSae.data(new SaeActivation.Relu(), true), folder, SaeLensFormat.Storage.FLOAT32,
                Optional.of(new float[]{1, 0.1f, 0.01f, 0, 0.5f, 0.25f}));
        float[] sparsity = ReferenceTensors.read(folder.resolve("sparsity.safetensors")).floats("sparsity");
        assertThat(sparsity).containsExactly(new float[]{0, -1, -2, -10, -0.30103f, -0.60206f}, within(1e-5f));
    }

    /// The flat file before 6.0, with its older names.
    @Test
    void theOlderLayoutIsReadWithItsDefaults() {
        SaeData data = written(spec(new SaeActivation.TopK(2, false), InputNormalization.NONE),
                SaeLensFormat.Storage.FLOAT32);
        ObjectNode old = JSON.createObjectNode().put("hook_point", "blocks.3.attn.hook_z").put("d_in", 4)
                .put("d_sae", 6).put("activation_fn_str", "topk").put("normalize_activations", false)
                .put("hook_point_head_index", 0);
        old.putObject("activation_fn_kwargs").put("k", 2);
        write(old);
        SaeData read = SaeFolder.read(folder);
        assertThat(read.spec().activation()).isEqualTo(new SaeActivation.TopK(2, false));
        assertThat(read.spec().site()).isEqualTo("blocks.3.attn.hook_z");
        assertThat(read.spec().centred()).isTrue();
        assertThat(read.spec().normalization()).isEqualTo(InputNormalization.NONE);
        assertThat(read.values(SaeTensor.W_ENC)).containsExactly(data.values(SaeTensor.W_ENC));
    }

    @Test
    void aMatrixThatLiesTheOtherWayRoundIsTurned() {
        SaeData data = written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        float[] turned = new float[24];
        for (int i = 0; i < 24; i++) {
            turned[i % 6 * 4 + i / 6] = data.values(SaeTensor.W_ENC)[i];
        }
        change(tensors -> {
            tensors.describe("W_enc", "F32", List.of(6L, 4L));
            for (int i = 0; i < turned.length; i++) {
                tensors.set("W_enc", i, turned[i]);
            }
        });
        assertThat(SaeFolder.read(folder).values(SaeTensor.W_ENC)).containsExactly(data.values(SaeTensor.W_ENC));
    }

    @Test
    void aScalerIsFoldedIntoTheWeights() throws IOException {
        SaeData data = written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        Files.writeString(folder.resolve("activation_scaler.json"), "{\"scaling_factor\": 2.0}");
        SaeData read = SaeFolder.read(folder);
        assertThat(read.values(SaeTensor.W_ENC)[3]).isEqualTo(2 * data.values(SaeTensor.W_ENC)[3]);
        assertThat(read.values(SaeTensor.W_DEC)[3]).isEqualTo(data.values(SaeTensor.W_DEC)[3] / 2);
        assertThat(read.values(SaeTensor.B_ENC)[3]).isEqualTo(data.values(SaeTensor.B_ENC)[3]);
    }

    @Test
    void oldFactorsAfterTheReluAreFoldedIn() {
        SaeData data = written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        change(tensors -> tensors.put("scaling_factor", "F32", List.of(6L), new byte[24]));
        change(tensors -> {
            for (int i = 0; i < 6; i++) {
                tensors.set("scaling_factor", i, i == 2 ? 3 : 1);
            }
        });
        SaeData read = SaeFolder.read(folder);
        assertThat(read.values(SaeTensor.B_ENC)[2]).isEqualTo(3 * data.values(SaeTensor.B_ENC)[2]);
        assertThat(read.values(SaeTensor.W_ENC)[6 + 2]).isEqualTo(3 * data.values(SaeTensor.W_ENC)[6 + 2]);
        assertThat(read.values(SaeTensor.W_ENC)[6 + 3]).isEqualTo(data.values(SaeTensor.W_ENC)[6 + 3]);
        change(tensors -> tensors.set("scaling_factor", 4, Float.NaN));
        refused("factor of feature 4");
    }

    /// Features times the factors, then decoded: what the files mean, whatever the sign; refused where decoder rows rank features.
    @ParameterizedTest
    @MethodSource("specs")
    void oldFactorsMultiplyFeaturesAfterEveryActivation(SaeSpec spec) {
        float[] factors = {1, 0.5f, 3, 2, 1, 4};
        float[] signed = {1, 0.5f, -3, 2, 0, 4};
        written(spec, SaeLensFormat.Storage.FLOAT32);
        for (float[] chosen : List.of(factors, signed)) {
            change(tensors -> tensors.put("scaling_factor", "F32", List.of(6L), TensorFiles.littleEndian(chosen)));
            if (spec.activation().equals(new SaeActivation.TopK(3, true))
                    || spec.activation().equals(new SaeActivation.TopAfa())) {
                refused("ranked by their decoder rows");
                continue;
            }
            try (NDManager manager = Backend.newManager(Device.cpu());
                    Sae plain = new Sae(GoldenSae.data(spec), manager.newSubManager());
                    Sae read = new Sae(SaeFolder.read(folder), manager.newSubManager())) {
                NDArray inputs = GoldenSae.inputs(manager);
                NDArray multiplied = plain.encode(inputs).mul(manager.create(chosen));
                assertThat(NativeMemory.floats(read.decode(read.encode(inputs), inputs)))
                        .containsExactly(NativeMemory.floats(plain.decode(multiplied, inputs)), within(2e-5f));
            }
        }
    }

    /// What training checkpoints of SAELens hold in place of thresholds.
    @Test
    void thresholdsOfTrainingCheckpointsAreTakenUp() {
        written(spec(new SaeActivation.JumpRelu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        write(config().put("architecture", "matryoshka_batchtopk"));
        change(tensors -> tensors.remove("threshold").put("topk_threshold", "F32", List.of(),
                TensorFiles.littleEndian(new float[]{0.25f})));
        assertThat(SaeFolder.read(folder).values(SaeTensor.THRESHOLD)).containsOnly(0.25f);
        change(tensors -> tensors.remove("topk_threshold").put("log_threshold", "F32", List.of(6L),
                TensorFiles.littleEndian(new float[]{0, 1, 0, 1, 0, 1})));
        assertThat(SaeFolder.read(folder).values(SaeTensor.THRESHOLD))
                .containsExactly(new float[]{1, 2.7182817f, 1, 2.7182817f, 1, 2.7182817f}, within(1e-6f));
        change(tensors -> tensors.remove("log_threshold"));
        refused("threshold", "missing");
    }

    @Test
    void whatTheFilesLeaveOpenIsSaid() {
        written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        SaeListing plain = SaeFolder.inspect(folder);
        assertThat(plain.warnings()).isEmpty();
        assertThat(plain.format()).isEqualTo("SAELens");
        assertThat(plain.origin()).isEqualTo(new SiteOrigin(SiteOrigin.Kind.CONFIG, "the key hook_name of cfg.json"));
        ObjectNode config = config().put("normalize_activations", "expected_average_only_in");
        ((ObjectNode) config.path("metadata")).put("hook_head_index", 3).remove("hook_name");
        write(config);
        SaeListing open = SaeFolder.inspect(folder);
        assertThat(open.warnings()).hasSize(2).anyMatch(text -> text.contains("head 3"))
                .anyMatch(text -> text.contains("folded"));
        assertThat(open.origin().kind()).isEqualTo(SiteOrigin.Kind.UNKNOWN);
        refused("at which site", "--site");
        SiteChoice choice = new SiteChoice(Optional.of("blocks.3.hook_mlp_out"), Optional.empty());
        assertThat(SaeFolder.read(folder, choice).spec().site()).isEqualTo("blocks.3.hook_mlp_out");
        assertThatThrownBy(() -> SaeFolder.read(folder, new SiteChoice(choice.site(), choice.site())))
                .isInstanceOf(SaeException.class).hasMessageContaining("one site");
    }

    @Test
    void anSaeWithoutAnyNumberButZeroIsRefused() {
        written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        change(tensors -> tensors.put("W_dec", "F32", List.of(6L, 4L), new byte[96]));
        refused("every feature is dead", "W_DEC");
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> SaeFolder.read(folder)).isInstanceOf(SextantException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void foldersWithoutAnSaeAreRefused() throws IOException {
        refused("no SAE in this folder", "cfg.json");
        assertThatThrownBy(() -> SaeFolder.read(folder.resolve("none"))).isInstanceOf(SaeException.class)
                .hasMessageContaining("no such folder");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> SaeFolder.read(file)).isInstanceOf(SaeException.class)
                .hasMessageContaining("no SAE of a known format");
    }

    @Test
    void damagedWeightsAreRefusedByName() throws IOException {
        written(spec(new SaeActivation.JumpRelu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        byte[] whole = Files.readAllBytes(folder.resolve(WEIGHTS));

        change(tensors -> tensors.remove("threshold"));
        refused("threshold", "missing", WEIGHTS);

        Files.write(folder.resolve(WEIGHTS), whole);
        change(tensors -> tensors.set("W_dec", 7, Float.NaN));
        refused("W_DEC", "NaN", "index 7");

        Files.write(folder.resolve(WEIGHTS), whole);
        change(tensors -> tensors.describe("W_dec", "F32", List.of(12L, 2L)));
        refused("W_dec", "[12, 2]", "[6, 4]");

        Files.write(folder.resolve(WEIGHTS), whole);
        change(tensors -> tensors.describe("b_dec", "I32", List.of(4L)));
        refused("b_dec", "I32");

        Files.write(folder.resolve(WEIGHTS), whole);
        try (FileChannel channel = FileChannel.open(folder.resolve(WEIGHTS), StandardOpenOption.WRITE)) {
            channel.truncate(whole.length - 9);
        }
        refused(WEIGHTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"architecture\": \"crosscoder\"", "\"d_sae\": 0", "\"d_sae\": -6", "\"d_in\": 2147483647",
        "\"normalize_activations\": \"whiten\"", "\"architecture\": \"topk\"",
        "\"architecture\": \"topk\", \"k\": 0", "\"reshape_activations\": \"other\"", "\"metadata\": {}",
        "\"activation_fn\": \"tanh-relu\"",
        "\"architecture\": \"transcoder\""})
    void configurationsThatCannotBeAreRefused(String setting) throws IOException {
        written(spec(new SaeActivation.Relu(), InputNormalization.NONE), SaeLensFormat.Storage.FLOAT32);
        ObjectNode config = config();
        config.setAll((ObjectNode) JSON.readTree("{" + setting + "}"));
        write(config);
        refused(folder.toString());
    }
}
