package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.TensorFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Each format is written in its own layout, with the golden numbers, and read back.
class SaeFormatsTest {
    private static final int D = GoldenSae.WIDTH;
    private static final int N = GoldenSae.FEATURES;
    private static final Map<SaeTensor, float[]> GOLDEN = GoldenSae.tensors();

    @TempDir
    private Path folder;

    private static float[] golden(SaeTensor tensor) {
        return GOLDEN.get(tensor).clone();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void sameNumbers(SaeData read) {
        for (SaeTensor tensor : read.spec().tensors()) {
            assertThat(read.values(tensor)).as(tensor.toString()).containsExactly(golden(tensor));
        }
    }

    /// What an SAE gives for the golden inputs, features before reconstructions.
    private static float[] given(SaeData data) {
        try (NDManager manager = Backend.newManager(Device.cpu());
                Sae sae = new Sae(data, manager.newSubManager())) {
            NDArray inputs = GoldenSae.inputs(manager);
            NDArray features = sae.encode(inputs);
            float[] first = NativeMemory.floats(features);
            float[] second = NativeMemory.floats(sae.decode(features, inputs));
            float[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return both;
        }
    }

    private static void refused(Path place, String... words) {
        assertThatThrownBy(() -> SaeFolder.read(place)).isInstanceOf(SextantException.class)
                .hasMessageContainingAll(words);
    }

    private static TensorFiles gemmaScope() {
        return new TensorFiles().put("W_enc", golden(SaeTensor.W_ENC), D, N).put("W_dec", golden(SaeTensor.W_DEC), N, D)
                .put("b_enc", golden(SaeTensor.B_ENC), N).put("b_dec", golden(SaeTensor.B_DEC), D)
                .put("threshold", golden(SaeTensor.THRESHOLD), N);
    }

    @ParameterizedTest
    @CsvSource({"gemma-scope-2b-pt-res, blocks.12.hook_resid_post,", "gemma-scope-2b-pt-mlp, blocks.12.hook_mlp_out,",
        "gemma-scope-9b-pt-att, blocks.12.attn.hook_z,",
        "gemma-scope-2b-pt-transcoders, blocks.12.ln2.hook_normalized, blocks.12.hook_mlp_out",
        "models--google--gemma-scope-2b-pt-res/snapshots/abc, blocks.12.hook_resid_post,"})
    void gemmaScopeIsPlacedByTheNamesOfItsFolders(String repository, String site, String siteOut) {
        Path file = folder.resolve(repository).resolve("layer_12/width_16k/average_l0_71/params.npz");
        gemmaScope().writeTo(file);
        for (Path place : List.of(file, file.getParent())) {
            SaeData read = SaeFolder.read(place);
            sameNumbers(read);
            assertThat(read.spec().site()).isEqualTo(site);
            assertThat(read.spec().siteOut()).isEqualTo(Optional.ofNullable(siteOut));
            assertThat(read.spec().activation()).isEqualTo(new SaeActivation.JumpRelu());
            assertThat(read.spec().centred()).isFalse();
        }
        SiteOrigin origin = SaeFolder.inspect(file).origin();
        assertThat(origin.kind()).isEqualTo(SiteOrigin.Kind.NAME);
        assertThat(origin.from()).contains("layer_12", "gemma-scope");
    }

    @Test
    void gemmaScopeWithoutTheRepositorysNameIsAssumedToBeOfTheResidualStream() {
        Path file = folder.resolve("layer_3/width_16k/average_l0_71/params.npz");
        gemmaScope().writeTo(file);
        SaeListing listing = SaeFolder.inspect(file);
        assertThat(listing.spec().site()).isEqualTo("blocks.3.hook_resid_post");
        assertThat(listing.origin().kind()).isEqualTo(SiteOrigin.Kind.ASSUMED);
        Path bare = folder.resolve("params.npz");
        gemmaScope().writeTo(bare);
        refused(bare, "at which site", "--site");
        SiteChoice choice = new SiteChoice(Optional.of("blocks.7.hook_resid_post"), Optional.empty());
        assertThat(SaeFolder.read(bare, choice).spec().site()).isEqualTo("blocks.7.hook_resid_post");
    }

    /// It was trained on the rows of the embedding matrix; the site holds √d times them.
    @Test
    void gemmaScopesEmbeddingSaeIsScaled() {
        Path file = folder.resolve("gemma-scope-2b-pt-res/embedding/width_4k/average_l0_6/params.npz");
        gemmaScope().writeTo(file);
        SaeData read = SaeFolder.read(file);
        assertThat(read.spec().site()).isEqualTo("hook_embed");
        assertThat(read.values(SaeTensor.W_ENC)[5]).isEqualTo(golden(SaeTensor.W_ENC)[5] / 2);
        assertThat(read.values(SaeTensor.W_DEC)[5]).isEqualTo(golden(SaeTensor.W_DEC)[5] * 2);
        assertThat(read.values(SaeTensor.B_DEC)[1]).isEqualTo(golden(SaeTensor.B_DEC)[1] * 2);
    }

    @Test
    void gemmaScopesSecondReleaseIsSafetensorsAndPassesItsInputOn() {
        Path file = folder.resolve("transcoder_all/layer_5_width_16k_l0_small_affine/params.safetensors");
        new TensorFiles().put("w_enc", golden(SaeTensor.W_ENC), D, N).put("w_dec", golden(SaeTensor.W_DEC), N, D)
                .put("b_enc", golden(SaeTensor.B_ENC), N).put("b_dec", golden(SaeTensor.B_DEC), D)
                .put("threshold", golden(SaeTensor.THRESHOLD), N)
                .put("affine_skip_connection", golden(SaeTensor.W_SKIP), D, D).writeTo(file);
        SaeData read = SaeFolder.read(file);
        sameNumbers(read);
        assertThat(read.spec().skip()).isTrue();
        assertThat(read.spec().sites()).containsExactly("blocks.5.ln2.hook_normalized", "blocks.5.hook_mlp_out");
    }

    @Test
    void damagedNpzFilesAreRefused() throws IOException {
        Path file = folder.resolve("gemma-scope-2b-pt-res/layer_1/params.npz");
        gemmaScope().remove("threshold").writeTo(file);
        refused(file, "threshold", "missing");
        gemmaScope().put("W_dec", new float[20], 5, 4).writeTo(file);
        refused(file, "W_dec", "[5, 4]", "[6, 4]");
        gemmaScope().put("b_dec", new float[]{1, Float.POSITIVE_INFINITY, 0, 0}, D).writeTo(file);
        refused(file, "B_DEC", "Infinity", "index 1");
        gemmaScope().writeTo(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 3, 100, whole.length - 30, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused(file, "params.npz");
        }
    }

    private Path sparsify(String module, String config, boolean skip) {
        Path file = folder.resolve("run").resolve(module).resolve("sae.safetensors");
        write(file.resolveSibling("cfg.json"), config);
        write(file.getParent().resolveSibling("config.json"),
                "{\"model\": \"EleutherAI/pythia-70m\", \"ctx_len\": 64}");
        TensorFiles tensors = new TensorFiles().putTurned("encoder.weight", golden(SaeTensor.W_ENC), D, N)
                .put("encoder.bias", golden(SaeTensor.B_ENC), N).put("W_dec", golden(SaeTensor.W_DEC), N, D)
                .put("b_dec", golden(SaeTensor.B_DEC), D);
        (skip ? tensors.put("W_skip", golden(SaeTensor.W_SKIP), D, D) : tensors).writeTo(file);
        return file.getParent();
    }

    @ParameterizedTest
    @CsvSource({"layers.3, blocks.3.hook_resid_post", "layers.3.mlp, blocks.3.mlp.hook_out",
        "layers.3.attention, blocks.3.attn.hook_out", "gpt_neox.layers.11, blocks.11.hook_resid_post",
        "embed_tokens, hook_embed"})
    void sparsifyIsNamedAfterTheModule(String module, String site) {
        SaeData read = SaeFolder.read(sparsify(module, "{\"d_in\": 4, \"num_latents\": 6, \"k\": 2}", false));
        sameNumbers(read);
        assertThat(read.spec().site()).isEqualTo(site);
        assertThat(read.spec().activation()).isEqualTo(new SaeActivation.TopK(2, false));
        assertThat(read.spec().centred()).isTrue();
        assertThat(read.spec().notes()).containsEntry("model_name", "EleutherAI/pythia-70m");
        assertThat(given(read)).containsExactly(given(GoldenSae.data(new SaeActivation.TopK(2, false), true)));
    }

    @Test
    void sparsifysOtherActivationsAndTranscodersAreRead() {
        String few = "{\"d_in\": 4, \"num_latents\": 0, \"expansion_factor\": 1, \"k\": 2}";
        refused(sparsify("layers.0", few, false), "encoder.weight");
        String six = "{\"d_in\": 4, \"num_latents\": 6, \"k\": 2, %s}";
        SaeData groups = SaeFolder.read(sparsify("layers.0", six.formatted("\"activation\": \"groupmax\""), false));
        assertThat(groups.spec().activation()).isEqualTo(new SaeActivation.GroupMax(2));
        SaeData signed = SaeFolder.read(sparsify("layers.0", six.formatted("\"signed\": true"), false));
        assertThat(signed.spec().activation()).isEqualTo(new SaeActivation.SignedTopK(2));
        Path multi = sparsify("layers.0", six.formatted("\"multi_topk\": true"), false);
        assertThat(SaeFolder.inspect(multi).warnings()).singleElement().asString().contains("multi_topk");

        Path transcoder = sparsify("layers.1.mlp", six.formatted("\"transcode\": true, \"skip_connection\": true"),
                true);
        SaeData read = SaeFolder.read(transcoder);
        sameNumbers(read);
        assertThat(read.spec().sites()).containsExactly("blocks.1.mlp.hook_in", "blocks.1.mlp.hook_out");
        assertThat(read.spec().centred()).isFalse();
        assertThat(read.spec().skip()).isTrue();

        Path skip = sparsify("layers.2", six.formatted("\"skip_connection\": true"), true);
        assertThat(SaeFolder.read(skip).spec().sites()).containsExactly("blocks.2.hook_resid_post",
                "blocks.2.hook_resid_post");
        refused(sparsify("layers.0", six.formatted("\"activation\": \"softmax\""), false), "softmax");
        refused(sparsify("somewhere", six.formatted("\"signed\": false"), false), "at which site");
    }

    private static TensorFiles openAi() {
        return new TensorFiles().putTurned("encoder.weight", golden(SaeTensor.W_ENC), D, N)
                .putTurned("decoder.weight", golden(SaeTensor.W_DEC), N, D)
                .put("latent_bias", golden(SaeTensor.B_ENC), N).put("pre_bias", golden(SaeTensor.B_DEC), D)
                .put("stats_last_nonzero", new float[N], N);
    }

    @ParameterizedTest
    @CsvSource({"resid_post_mlp_v5_32k, blocks.6.hook_resid_post", "resid_post_attn_v5_128k, blocks.6.hook_resid_mid",
        "resid_delta_attn_v5_32k, blocks.6.hook_attn_out", "resid_delta_mlp_v5_32k, blocks.6.hook_mlp_out",
        "resid_delta_mlp_v4, blocks.6.hook_mlp_out", "mlp_post_act, blocks.6.mlp.hook_post"})
    void openAisFilesAreNamedAfterTheirPlace(String location, String site) {
        Path file = folder.resolve(location).resolve("autoencoders/6.pt");
        openAi().note("activation", "TopK").note("activation_state_dict", Map.of("k", 2, "postact_fn", "ReLU"))
                .writeTo(file);
        SaeData read = SaeFolder.read(file);
        sameNumbers(read);
        assertThat(read.spec().site()).isEqualTo(site);
        assertThat(read.spec().activation()).isEqualTo(new SaeActivation.TopK(2, false));
        assertThat(read.spec().normalization()).isEqualTo(InputNormalization.LAYER_NORM);
        assertThat(read.spec().centred()).isTrue();
    }

    @Test
    void openAisOtherActivationsAreReadAndUnknownOnesRefused() {
        Path file = folder.resolve("resid_delta_mlp/autoencoders/0.pt");
        openAi().note("activation", "ReLU").writeTo(file);
        SaeData relu = SaeFolder.read(file);
        assertThat(relu.spec().activation()).isEqualTo(new SaeActivation.Relu());
        assertThat(given(relu)).containsExactly(given(GoldenSae.data(new SaeActivation.Relu(), true)));
        openAi().note("activation", "Identity").writeTo(file);
        assertThat(SaeFolder.read(file).spec().activation()).isEqualTo(new SaeActivation.Identity());
        openAi().note("activation", "Softplus").writeTo(file);
        refused(file, "Softplus");
        Path elsewhere = folder.resolve("sae.pt");
        openAi().note("activation", "ReLU").writeTo(elsewhere);
        refused(elsewhere, "at which site");
    }

    private Path dictionary(String dictClass, String more, TensorFiles tensors, String file) {
        Path home = folder.resolve("trainer_0");
        write(home.resolve("config.json"), """
                {"trainer": {"dict_class": "%s", "activation_dim": 4, "dict_size": 6, "layer": 8,
                 "lm_name": "EleutherAI/pythia-70m-deduped" %s}, "buffer": {"ctx_len": 128}}""".formatted(dictClass,
                more));
        tensors.writeTo(home.resolve(file));
        return home.resolve(file);
    }

    private static TensorFiles linear() {
        return new TensorFiles().putTurned("encoder.weight", golden(SaeTensor.W_ENC), D, N)
                .put("encoder.bias", golden(SaeTensor.B_ENC), N)
                .putTurned("decoder.weight", golden(SaeTensor.W_DEC), N, D);
    }

    private static TensorFiles matrices() {
        return new TensorFiles().put("W_enc", golden(SaeTensor.W_ENC), D, N).put("b_enc", golden(SaeTensor.B_ENC), N)
                .put("W_dec", golden(SaeTensor.W_DEC), N, D).put("b_dec", golden(SaeTensor.B_DEC), D);
    }

    @Test
    void everyClassOfDictionaryLearningIsReadAsItComputes() {
        float[] bias = golden(SaeTensor.B_DEC);
        SaeData standard = SaeFolder.read(dictionary("AutoEncoder", "", linear().put("bias", bias, D), "ae.pt"));
        assertThat(standard.decoderNorms()).containsOnly(new float[]{1, 1, 1, 1, 1, 1}, within(1e-6f));
        assertThat(given(standard)).containsExactly(
                given(GoldenSae.data(new SaeActivation.Relu(), true).withUnitDecoder()));
        assertThat(standard.spec().site()).isEqualTo("blocks.8.hook_resid_post");

        SaeData newer = SaeFolder
                .read(dictionary("AutoEncoderNew", "", linear().put("decoder.bias", bias, D), "ae.pt"));
        sameNumbers(newer);
        assertThat(newer.spec().centred()).isFalse();

        SaeData gated = SaeFolder.read(dictionary("GatedAutoEncoder", "",
                linear().remove("encoder.bias").put("decoder_bias", bias, D)
                        .put("gate_bias", golden(SaeTensor.B_GATE), N).put("mag_bias", golden(SaeTensor.B_MAG), N)
                        .put("r_mag", golden(SaeTensor.R_MAG), N),
                "ae.pt"));
        sameNumbers(gated);
        assertThat(gated.spec().centred()).isTrue();

        SaeData jump = SaeFolder.read(dictionary("JumpReluAutoEncoder", "",
                matrices().put("threshold", golden(SaeTensor.THRESHOLD), N), "ae.safetensors"));
        sameNumbers(jump);
        assertThat(jump.spec().centred()).isFalse();
    }

    @Test
    void theTopKsOfDictionaryLearningAreRead() throws IOException {
        TensorFiles topK = linear().put("b_dec", golden(SaeTensor.B_DEC), D).put("k", new float[]{2})
                .put("threshold", new float[]{0.5f});
        Path home = dictionary("AutoEncoderTopK", ", \"k\": 2, \"submodule_name\": \"mlp_layer_3\"", topK, "ae.pt");
        SaeData read = SaeFolder.read(home);
        sameNumbers(read);
        assertThat(read.spec().site()).isEqualTo("blocks.3.mlp.hook_out");
        assertThat(given(read)).containsExactly(given(GoldenSae.data(new SaeActivation.TopK(2, false), true)));
        assertThat(SaeFolder.inspect(home).origin().from()).contains("submodule_name");

        for (String batch : List.of("BatchTopKSAE", "MatryoshkaBatchTopKSAE")) {
            TensorFiles tensors = batch.startsWith("M") ? matrices()
                    : linear().put("b_dec", golden(SaeTensor.B_DEC), D);
            SaeData half = SaeFolder.read(dictionary(batch, ", \"k\": 2",
                    tensors.put("threshold", new float[]{0.5f}).put("k", new float[]{2}), "ae.pt"));
            assertThat(half.values(SaeTensor.THRESHOLD)).containsOnly(0.5f);
            refused(dictionary(batch, "", tensors.put("threshold", new float[]{-1}), "ae.pt"), "never set");
            refused(dictionary(batch, "", tensors.remove("threshold"), "ae.pt"), "threshold", "missing");
        }
        refused(dictionary("CrossCoder", "", linear(), "ae.pt"), "CrossCoder");
        Files.writeString(home.resolveSibling("config.json"), "{}");
        refused(home, "trainer");
    }

    @Test
    void llamaScopeScalesItsInputs() {
        Path home = folder.resolve("Llama3_1-8B-Base-L15R-8x");
        write(home.resolve("hyperparams.json"),
                """
                        {"d_model": 4, "d_sae": 6, "jump_relu_threshold": 0.3, "hook_point_in": "blocks.15.hook_resid_post",
                         "hook_point_out": "blocks.15.hook_resid_post", "dataset_average_activation_norm": {"in": 0.5, "out": 0.5}}""");
        linear().put("decoder.bias", golden(SaeTensor.B_DEC), D)
                .writeTo(home.resolve("checkpoints/final.safetensors"));
        // c = √4 / 0.5 = 4: raw weights on 4 x, pre-activations above 0.3 · 4, reconstruction / 4.
        Map<SaeTensor, float[]> raw = new EnumMap<>(GOLDEN);
        raw.put(SaeTensor.THRESHOLD, new float[]{1.2f, 1.2f, 1.2f, 1.2f, 1.2f, 1.2f});
        SaeSpec spec = SaeSpec.autoencoder(D, N, new SaeActivation.JumpRelu(), false, "blocks.15.hook_resid_post");
        assertThat(given(SaeFolder.read(home)))
                .containsExactly(given(SaeData.of(spec, raw, "in a test").unscaled(4, 4)), within(1e-6f));
        assertThat(SaeFolder.inspect(home).origin().from()).contains("hook_point_in");
        write(home.resolve("hyperparams.json"), "{\"d_model\": 4, \"d_sae\": 6, \"hook_point_in\": \"a\"}");
        refused(home, "jump_relu_threshold");
    }

    @Test
    void llamaScopeOfTheDistilledModelKeepsLogarithms() {
        Path home = folder.resolve("L15R");
        write(home.resolve("config.json"), """
                {"d_model": 4, "expansion_factor": 2, "hook_point_in": "blocks.15.hook_resid_post",
                 "dataset_average_activation_norm": {"in": 2.0, "out": 2.0}}""");
        new TensorFiles().put("encoder.weight", new float[32], 8, 4).put("encoder.bias", new float[8], 8)
                .put("decoder.weight", new float[32], 4, 8).put("decoder.bias", new float[4], 4)
                .put("log_jumprelu_threshold", new float[8], 8).writeTo(home.resolve("sae_weights.safetensors"));
        refused(home, "every feature is dead");
        float[] ones = new float[32];
        Arrays.fill(ones, 1);
        new TensorFiles().put("encoder.weight", ones, 8, 4).put("encoder.bias", new float[8], 8)
                .put("decoder.weight", ones, 4, 8).put("decoder.bias", new float[4], 4)
                .put("log_jumprelu_threshold", new float[]{0, 1, 0, 1, 0, 1, 0, 1}, 8)
                .writeTo(home.resolve("sae_weights.safetensors"));
        assertThat(SaeFolder.read(home).values(SaeTensor.THRESHOLD))
                .containsExactly(new float[]{1, 2.7182817f, 1, 2.7182817f, 1, 2.7182817f, 1, 2.7182817f},
                        within(1e-6f));
    }

    @Test
    void attentionSaesOfKissaneAndKrzyzanowskiAreReadByTheirConfiguration() {
        Path file = folder.resolve("gpt2-small_L5_Hcat_z_lr1.20e-03.pt");
        write(folder.resolve("gpt2-small_L5_Hcat_z_lr1.20e-03_cfg.json"),
                "{\"act_size\": 4, \"dict_size\": 6, \"act_name\": \"blocks.5.attn.hook_z\", \"layer\": 5}");
        matrices().writeTo(file);
        SaeData read = SaeFolder.read(file);
        sameNumbers(read);
        assertThat(read.spec().site()).isEqualTo("blocks.5.attn.hook_z");
        assertThat(given(read)).containsExactly(given(GoldenSae.data(new SaeActivation.Relu(), true)));
    }

    @Test
    void transcodersALayerAreTurnedAndReadWhatEntersTheMlp() {
        Path file = folder.resolve("layer_9.safetensors");
        write(folder.resolve("wandb-config.yaml"), "d_model:\n  value: 4\nd_feature:\n  value: 6\n");
        new TensorFiles().putTurned("W_enc", golden(SaeTensor.W_ENC), D, N).put("b_enc", golden(SaeTensor.B_ENC), N)
                .put("W_dec", golden(SaeTensor.W_DEC), N, D).put("b_dec", golden(SaeTensor.B_DEC), D).writeTo(file);
        SaeData read = SaeFolder.read(file);
        sameNumbers(read);
        assertThat(read.spec().sites()).containsExactly("blocks.9.mlp.hook_in", "blocks.9.hook_mlp_out");
        assertThat(read.spec().activation()).isEqualTo(new SaeActivation.Relu());
        write(folder.resolve("config.yaml"),
                "model_name: \"Qwen/Qwen3-4B\"\nfeature_input_hook: ln2.hook_normalized\nfeature_output_hook: mlp.hook_out\n");
        SaeListing configured = SaeFolder.inspect(file);
        assertThat(configured.spec().sites()).containsExactly("blocks.9.ln2.hook_normalized", "blocks.9.mlp.hook_out");
        assertThat(configured.spec().notes()).containsEntry("model_name", "Qwen/Qwen3-4B");
        new TensorFiles().put("W_enc_9", new float[24], 6, 4).writeTo(folder.resolve("W_enc_9.safetensors"));
        refused(folder.resolve("W_enc_9.safetensors"), "cross-layer");
        assertThatThrownBy(() -> SaeFolder.read(folder)).hasMessageContaining("holds 2 SAEs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeepSeek-R1-Distill-Llama-8B-SAE-l19.pt", "Llama-3.1-8B-Instruct-SAE-l19.pth",
        "sae_layer_19.safetensors"})
    void bareStateDictionariesArePlacedByTheirName(String name) {
        boolean goodfire = name.endsWith(".pth");
        String part = goodfire ? "_linear" : "";
        Path file = folder.resolve(name);
        new TensorFiles().putTurned("encoder" + part + ".weight", golden(SaeTensor.W_ENC), D, N)
                .put("encoder" + part + ".bias", golden(SaeTensor.B_ENC), N)
                .putTurned("decoder" + part + ".weight", golden(SaeTensor.W_DEC), N, D)
                .put("decoder" + part + ".bias", golden(SaeTensor.B_DEC), D).writeTo(file);
        SaeData read = SaeFolder.read(file);
        sameNumbers(read);
        assertThat(read.spec().site()).isEqualTo("blocks.19.hook_resid_post");
        assertThat(read.spec().centred()).isFalse();
        assertThat(SaeFolder.inspect(folder).origin().kind()).isEqualTo(SiteOrigin.Kind.ASSUMED);
    }

    @Test
    void numbersWithoutTheirConfigurationAreRefused() {
        for (String name : List.of("sae_weights.safetensors", "sae.safetensors", "ae.pt")) {
            Path file = folder.resolve("layer_1").resolve(name);
            matrices().writeTo(file);
            refused(file, "no SAE of a known format", "cfg.json");
            refused(file.getParent(), "no SAE in this folder");
        }
    }

    @Test
    void aPickleThatCallsFunctionsIsRefusedByName() throws IOException {
        Path evil = Files.copy(Path.of("src", "test", "resources", "torch", "evil.pt"), folder.resolve("layer_1.pt"));
        refused(evil, "posix.system", "nothing of it was run");
        refused(folder, "posix.system");
        Path dictionary = dictionary("AutoEncoder", "", linear(), "ae.pt");
        Files.write(dictionary, Files.readAllBytes(evil));
        refused(dictionary, "posix.system");
        refused(dictionary.getParent(), "posix.system");
    }

    /// Where both sides are equally wide, sizes do not tell how a matrix lies.
    @Test
    void squareMatricesLieAsTheFormatKeepsThem() {
        float[] square = new float[16];
        for (int i = 0; i < 16; i++) {
            square[i] = i + 1;
        }
        Path file = folder.resolve("x_layer_0.pt");
        new TensorFiles().putTurned("encoder.weight", square, 4, 4).putTurned("decoder.weight", square, 4, 4)
                .put("encoder.bias", new float[4], 4).put("decoder.bias", new float[4], 4).writeTo(file);
        SaeData read = SaeFolder.read(file);
        assertThat(read.values(SaeTensor.W_ENC)).containsExactly(square);
        assertThat(read.values(SaeTensor.W_DEC)).containsExactly(square);
    }

    @Test
    void allSaesBelowAFolderAreFound() {
        gemmaScope().writeTo(folder.resolve("gemma-scope-2b-pt-res/layer_1/width_16k/average_l0_9/params.npz"));
        sparsify("layers.3", "{\"d_in\": 4, \"num_latents\": 6, \"k\": 2}", false);
        SaeLensFormat.write(GoldenSae.data(new SaeActivation.Relu(), true), folder.resolve("own"),
                SaeLensFormat.Storage.FLOAT32, Optional.empty());
        write(folder.resolve("notes.txt"), "no SAE");
        assertThat(SaeFolder.under(folder)).extracting(file -> folder.relativize(file).getName(0).toString())
                .containsExactly("gemma-scope-2b-pt-res", "own", "run");
    }
}
