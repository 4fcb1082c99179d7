package org.sextant.app.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// The commands against what the reference implementation gave for the fixtures.
class FixtureCommandsTest {
    private static final double TOLERANCE = 1e-4;
    private static final String LLAMA = Fixtures.folder("v5/llama").toString();
    private static final ReferenceTensors REFERENCE = Fixtures.reference("v5/llama");
    private static final long[] IDS = REFERENCE.rows("input_ids")[0];
    private static final String ID_LIST = LongStream.of(IDS).mapToObj(Long::toString).collect(Collectors.joining(","));

    /// In these recordings `hidden.i` is the output of block i, and the embedding is missing.
    private static final Set<String> OUTPUTS_ONLY = Set.of("v4/llama", "v4/mistral", "v4/phi3", "v4/qwen2",
            "v4/qwen3_moe");

    @TempDir
    Path folder;

    private static String succeed(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private static JsonNode json(String... arguments) throws IOException {
        return new JsonMapper().readTree(succeed(arguments));
    }

    private static List<CSVRecord> csv(String text) throws IOException {
        return CSVParser.parse(new StringReader(text), CSVFormat.RFC4180.builder().setHeader().get()).getRecords();
    }

    private static List<String> header(String text) {
        return List.of(text.lines().findFirst().orElseThrow().split(","));
    }

    private static List<String> fields(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void infoNamesWhatTheModelIs() throws IOException {
        JsonNode info = json("info", LLAMA);

        assertThat(fields(info)).contains("model_type", "family", "n_layers", "d_model", "n_heads", "n_kv_heads",
                "head_dim", "d_mlp", "vocab_size", "moe_layers", "n_experts", "experts_per_token", "parameters",
                "weight_bytes", "estimated_memory_bytes", "dtype", "tokenizer", "sites");
        assertThat(info.get("model_type").textValue()).isEqualTo("llama");
        assertThat(info.get("d_model").intValue()).isEqualTo(REFERENCE.shape("hidden.0")[2]);
        assertThat(info.get("vocab_size").intValue()).isEqualTo(REFERENCE.shape("logits")[2]);
        assertThat(info.get("n_heads").intValue()).isEqualTo(REFERENCE.shape("attention.0")[1]);
        assertThat(info.get("weight_bytes").longValue())
                .isEqualTo(Files.size(Path.of(LLAMA).resolve("model.safetensors")));
        assertThat(info.get("dtype").textValue()).isEqualTo("float32");
        assertThat(info.get("tokenizer").isNull()).isTrue();
        assertThat(info.get("sites")).extracting(JsonNode::textValue).contains("blocks.0.hook_resid_post");
    }

    @Test
    void infoCountsTheExperts() throws IOException {
        JsonNode info = json("info", Fixtures.folder("v5/deepseek_v3").toString());
        assertThat(info.get("moe_layers")).extracting(JsonNode::intValue).containsExactly(1, 2);
        assertThat(info.get("n_experts").intValue()).isEqualTo(8);
        assertThat(info.get("experts_per_token").intValue()).isEqualTo(2);
        assertThat(info.get("expert_modes")).extracting(JsonNode::textValue).containsExactly("mask", "zero",
                "zero_renorm", "force");
        assertThat(info.get("memory_bytes_by_dtype").get("float64").longValue())
                .isEqualTo(info.get("estimated_memory_bytes").longValue() * 2);
        assertThat(info.get("sites")).extracting(JsonNode::textValue).contains("blocks.1.mlp.hook_router_logits",
                "blocks.2.mlp.hook_expert_weights").doesNotContain("blocks.0.mlp.hook_router_logits",
                        "blocks.1.mlp.hook_pre");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/gpt2", "v4/gpt_neox", "v4/llama", "v4/mistral", "v4/phi3", "v4/qwen2", "v4/qwen3_moe",
        "v5/deepseek_v3", "v5/gpt_oss", "v5/llama"})
    void runWritesLogitsAndSitesThatAgreeWithTheReference(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        long[] ids = reference.rows("input_ids")[0];
        Path file = folder.resolve("x.safetensors");
        succeed("run", Fixtures.folder(fixture).toString(), "--ids",
                LongStream.of(ids).mapToObj(Long::toString).collect(Collectors.joining(",")), "--sites",
                "blocks.*.hook_resid_pre,blocks.0.attn.hook_pattern", "--out", file.toString());

        ReferenceTensors written = ReferenceTensors.read(file);
        int vocabulary = reference.shape("logits")[2];
        assertThat(written.names()).contains("input_ids", "logits", "blocks.0.hook_resid_pre",
                "blocks.1.hook_resid_pre", "blocks.0.attn.hook_pattern");
        assertThat(written.longs("input_ids")).containsExactly(ids);
        assertThat(written.shape("input_ids")).containsExactly(1, ids.length);
        assertThat(written.shape("logits")).containsExactly(1, ids.length, vocabulary);
        assertThat(written.floats("logits")).containsExactly(
                firstOfBatch(reference, "logits"), within((float) TOLERANCE));
        assertThat(written.floats("blocks.1.hook_resid_pre")).containsExactly(
                firstOfBatch(reference, OUTPUTS_ONLY.contains(fixture) ? "hidden.0" : "hidden.1"),
                within((float) TOLERANCE));
        assertThat(written.floats("blocks.0.attn.hook_pattern")).containsExactly(
                firstOfBatch(reference, "attention.0"), within((float) TOLERANCE));
        assertThat(written.metadata("provenance")).get().asString().contains("\"hash\"");
    }

    private static float[] firstOfBatch(ReferenceTensors reference, String name) {
        float[] all = reference.floats(name);
        return Arrays.copyOf(all, all.length / reference.shape(name)[0]);
    }

    @Test
    void runNamesTheMostLikelyTokensAndWhatMatchedNothing() throws IOException {
        JsonNode run = json("run", LLAMA, "--ids", ID_LIST, "--sites", "blocks.*.hook_nothing", "--top", "3",
                "--json");
        float[] logits = firstOfBatch(REFERENCE, "logits");
        int vocabulary = REFERENCE.shape("logits")[2];
        int last = logits.length - vocabulary;
        int best = 0;
        double sum = 0;
        for (int id = 0; id < vocabulary; id++) {
            best = logits[last + id] > logits[last + best] ? id : best;
            sum += Math.exp(logits[last + id]);
        }

        assertThat(fields(run)).contains("top", "elapsed_ms", "unmatched");
        assertThat(run.get("unmatched")).extracting(JsonNode::textValue).containsExactly("blocks.*.hook_nothing");
        assertThat(run.get("top")).hasSize(3);
        assertThat(fields(run.get("top").get(0))).containsExactly("id", "token", "logit", "prob");
        assertThat(run.get("top").get(0).get("id").intValue()).isEqualTo(best);
        assertThat(run.get("top").get(0).get("logit").doubleValue()).isCloseTo(logits[last + best], within(TOLERANCE));
        assertThat(run.get("top").get(0).get("prob").doubleValue())
                .isCloseTo(Math.exp(logits[last + best]) / sum, within(TOLERANCE));
    }

    @Test
    void generateContinuesAsTheReferenceDoes() throws IOException {
        long[] greedy = REFERENCE.rows("greedy")[0];
        int fresh = greedy.length - IDS.length;
        JsonNode generation = json("generate", LLAMA, "--ids", ID_LIST, "--max-new-tokens", Integer.toString(fresh),
                "--temperature", "0", "--json");

        assertThat(fields(generation)).contains("text", "ids", "new_ids", "finish_reason", "tokens_per_second");
        List<Long> ids = new ArrayList<>();
        generation.get("ids").forEach(id -> ids.add(id.longValue()));
        assertThat(ids).isEqualTo(LongStream.of(greedy).limit(ids.size()).boxed().toList());
        assertThat(generation.get("new_ids")).hasSize(ids.size() - IDS.length);
        assertThat(generation.get("finish_reason").textValue())
                .isEqualTo(ids.size() == greedy.length ? "length" : "end_token");
    }

    @Test
    void lensHasOneRowALayerPositionAndRank() throws IOException {
        String text = succeed("lens", LLAMA, "--ids", ID_LIST, "--top", "2");
        List<CSVRecord> rows = csv(text);
        int layers = json("info", LLAMA).get("n_layers").intValue();
        int vocabulary = REFERENCE.shape("logits")[2];
        float[] logits = REFERENCE.floats("logits");

        assertThat(header(text)).containsExactly("layer", "position", "token", "rank", "predicted_id", "predicted",
                "probability", "logit", "entropy");
        assertThat(rows).hasSize((layers + 1) * IDS.length * 2);
        assertThat(rows.stream().filter(row -> row.get("layer").equals(Integer.toString(layers)))).allSatisfy(row -> {
            int position = Integer.parseInt(row.get("position"));
            int id = Integer.parseInt(row.get("predicted_id"));
            assertThat(Float.parseFloat(row.get("logit"))).isCloseTo(logits[position * vocabulary + id],
                    within((float) TOLERANCE));
            assertThat(Double.parseDouble(row.get("entropy"))).isCloseTo(entropy(logits, position, vocabulary),
                    within(TOLERANCE));
        });
    }

    /// −Σ p ln p over the softmax of the logits at a position.
    private static double entropy(float[] logits, int position, int vocabulary) {
        double[] exponentials = new double[vocabulary];
        for (int id = 0; id < vocabulary; id++) {
            exponentials[id] = Math.exp(logits[position * vocabulary + id]);
        }
        double sum = DoubleStream.of(exponentials).sum();
        return -DoubleStream.of(exponentials).map(each -> each / sum * Math.log(each / sum)).sum();
    }

    @Test
    void activationsGiveTheNormOfTheReferencesHiddenStates() throws IOException {
        String text = succeed("activations", LLAMA, "--ids", ID_LIST, "--site", "blocks.*.hook_resid_pre",
                "--statistic", "norm");
        int width = REFERENCE.shape("hidden.0")[2];

        assertThat(header(text)).containsExactly("site", "layer", "position", "token", "value");
        assertThat(csv(text)).isNotEmpty().allSatisfy(row -> {
            int layer = Integer.parseInt(row.get("layer"));
            int position = Integer.parseInt(row.get("position"));
            float[] hidden = REFERENCE.floats("hidden." + layer);
            double squares = 0;
            for (int index = 0; index < width; index++) {
                squares += Math.pow(hidden[position * width + index], 2);
            }
            assertThat(row.get("site")).isEqualTo("blocks." + layer + ".hook_resid_pre");
            assertThat(Double.parseDouble(row.get("value"))).isCloseTo(Math.sqrt(squares), within(TOLERANCE));
        });
    }

    @Test
    void csvAndJsonOfOneViewCarryTheSameNumbers() throws IOException {
        Path file = folder.resolve("cosine.json");
        List<CSVRecord> rows = csv(
                succeed("activations", LLAMA, "--ids", "3,4,5", "--statistic", "cosine"));
        assertThat(succeed("activations", LLAMA, "--ids", "3,4,5", "--statistic", "cosine", "--out", file.toString()))
                .isEmpty();
        JsonNode document = new JsonMapper().readTree(file.toFile());

        assertThat(document.get("rows")).hasSameSizeAs(rows);
        for (int index = 0; index < rows.size(); index++) {
            JsonNode value = document.get("rows").get(index).get("value");
            String cell = rows.get(index).get("value");
            assertThat(value.isNull() ? "NaN" : value.asText()).isEqualTo(cell);
        }
        assertThat(document.get("provenance").get("ids")).hasSize(3);
    }

    @Test
    void besideCsvStandsWhereItsNumbersComeFrom() throws IOException {
        Path file = folder.resolve("lens.csv");
        succeed("lens", LLAMA, "--ids", "3,4,5", "--out", file.toString());
        JsonNode provenance = new JsonMapper().readTree(folder.resolve("lens.csv.provenance.json").toFile())
                .required("provenance");

        assertThat(provenance).isEqualTo(json("lens", LLAMA, "--ids", "3,4,5", "--json").get("provenance"));
        assertThat(fields(provenance)).contains("model", "folder", "hash", "dtype", "device", "prompt", "ids",
                "settings", "version");
        assertThat(header(Files.readString(file))).startsWith("layer");
    }

    @Test
    void aProvenanceThatStandsThereStaysUnlessForced() throws IOException {
        Path mine = Files.writeString(folder.resolve("lens.csv.provenance.json"), "mine");
        String[] command = {"lens", LLAMA, "--ids", "3", "--out", folder.resolve("lens.csv").toString(), "--force"};
        CommandRun refused = CommandRun.of(Arrays.copyOf(command, command.length - 1));

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("lens.csv.provenance.json", "--force");
        assertThat(mine).hasContent("mine");
        succeed(command);
        assertThat(mine).content().contains("\"hash\"");
    }

    @Test
    void aSeedThatWasGivenIsKeptWithEveryResult() throws IOException {
        for (String command : List.of("run", "lens", "activations", "generate")) {
            JsonNode document = json(command, LLAMA, "--ids", "3,4", "--seed", "5", "--json");

            assertThat(document.get("provenance").get("settings")).extracting(JsonNode::textValue)
                    .containsOnlyOnce("seed=5");
        }
        Path table = folder.resolve("x.csv");
        Path tensors = folder.resolve("x.safetensors");
        Path drawn = folder.resolve("x.svg");
        succeed("lens", LLAMA, "--ids", "3,4", "--seed", "5", "--out", table.toString());
        succeed("run", LLAMA, "--ids", "3,4", "--seed", "5", "--out", tensors.toString());
        succeed("activations", LLAMA, "--ids", "3,4", "--seed", "5", "--out", drawn.toString());
        succeed("info", LLAMA, "--seed", "5");

        assertThat(folder.resolve("x.csv.provenance.json")).content().contains("seed=5");
        assertThat(ReferenceTensors.read(tensors).metadata("provenance")).get().asString().contains("seed=5");
        assertThat(drawn).content().contains("seed=5");
        assertThat(json("run", LLAMA, "--ids", "3,4", "--json").get("provenance").get("settings"))
                .extracting(JsonNode::textValue).noneMatch(setting -> setting.startsWith("seed"));
    }

    @Test
    void promptsFromAFileAreNumbered() throws IOException {
        Path model = CheckpointFolder.copyOf("v4/llama", folder.resolve("model")).withTokenizer().path();
        Path prompts = Files.writeString(folder.resolve("prompts.jsonl"),
                "{\"text\":\"ab\",\"label\":\"first\"}\n{\"text\":\"cde\"}\n");
        String[] source = {model.toString(), "--prompts", prompts.toString()};

        String text = succeed("lens", source[0], source[1], source[2], "--top", "1");
        JsonNode runs = json("run", source[0], source[1], source[2], "--json");
        Path table = folder.resolve("lens.csv");
        succeed("lens", source[0], source[1], source[2], "--top", "1", "--out", table.toString());
        JsonNode whence = new JsonMapper().readTree(folder.resolve("lens.csv.provenance.json").toFile());
        Path file = folder.resolve("x.safetensors");
        succeed("run", source[0], source[1], source[2], "--out", file.toString());

        assertThat(header(text)).startsWith("prompt", "layer");
        assertThat(table).hasContent(text);
        assertThat(whence.get("prompts")).extracting(each -> each.get("prompt").intValue() + each.get("label").asText()
                + each.get("provenance").get("prompt").textValue()).containsExactly("0firstab", "1nullcde");
        assertThat(csv(text)).extracting(row -> row.get("prompt")).containsOnly("0", "1");
        assertThat(runs.get("prompts")).hasSize(2);
        assertThat(runs.get("prompts").get(0).get("label").textValue()).isEqualTo("first");
        assertThat(runs.get("prompts").get(1).get("ids")).hasSize(3);
        assertThat(ReferenceTensors.read(file).shape("1.input_ids")).containsExactly(1, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prompt text", "--ids 1,1000000", "--ids -1", "--ids 1 --sites blocks.99.hook_resid_post",
        "--ids 1 --device cuda:77", "--ids 1 --device toaster"})
    void whatTheModelCannotTakeIsOneLine(String arguments) {
        var all = new ArrayList<>(List.of("run", LLAMA));
        all.addAll(List.of(arguments.split(" ")));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").doesNotContain("a fault of Sextant");
    }

    @Test
    void weightsThatAreNoNumbersAreNamedAndTheJsonStaysReadable() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("odd"))
                .withValue("model.layers.1.mlp.down_proj.weight", 0, Float.NaN).path();
        CommandRun run = CommandRun.of("run", model.toString(), "--ids", "3,4", "--json");
        JsonNode document = new JsonMapper().readTree(run.out());

        assertThat(run.code()).isZero();
        assertThat(run.err()).matches("sextant: warning: [^\\n]+\\n").contains("mlp.down_proj");
        assertThat(document.get("warnings")).hasSize(1);
        assertThat(document.get("top").get(0).get("logit").isNull()).isTrue();
        assertThat(json("run", LLAMA, "--ids", "3", "--json").get("warnings")).isEmpty();
    }

    @Test
    void benchGivesRatiosOfAShapeByNameOrByModel() throws IOException {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("long"))
                .withConfig(config -> config.put("max_position_embeddings", 512)).path();
        for (String[] arguments : new String[][]{{"bench", "--random", "gpt2-tiny", "--rounds", "1"},
            {"bench", model.toString(), "--rounds", "1"}}) {
            JsonNode bench = json(arguments);

            assertThat(fields(bench)).containsExactly("shape", "device", "dtype", "threads", "prompt_tokens",
                    "weight_bytes",
                    "forward_to_bare_products", "capturing_forward_to_forward", "prefill_to_bare_products",
                    "decode_to_stream_bandwidth", "peak_memory_to_weights", "slider_ms",
                    "remaining_blocks_ms", "steered_decode_to_decode", "sae_encode_to_product", "relp_to_forward",
                    "relp_memory_to_gradient_forward", "patching_per_cell_to_forward", "routing_trace_to_forward",
                    "compare_to_forward",
                    "open_to_bound",
                    "open_peak_memory_to_weights", "forward_ms", "bare_products_ms", "prefill_tokens", "prefill_ms",
                    "decode_ms_per_token", "stream_gigabytes_per_second", "sae_encode_ms", "sae_product_ms",
                    "compare_ms", "compare_forward_ms", "open_ms",
                    "read_ms");
            assertThat(bench.get("shape").textValue()).isEqualTo(arguments.length == 5 ? "gpt2-tiny" : "long");
            assertThat(bench.get("forward_to_bare_products").doubleValue())
                    .isCloseTo(bench.get("forward_ms").doubleValue() / bench.get("bare_products_ms").doubleValue(),
                            within(1e-9));
        }
    }

    @Test
    void benchRefusesAModelWhoseContextIsTooShort() {
        CommandRun run = CommandRun.of("bench", LLAMA);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").contains("context", LLAMA, "192");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention --layer 99", "attention --layer -1", "attention --layer 0 --head 99",
        "site --site blocks.*.hook_resid_post", "site --site blocks.0.attn.hook_pattern", "site --site nothing",
        "site --site blocks.0.hook_resid_post --head 0", "site --site blocks.0.attn.hook_z --head 99",
        "inspect --site blocks.0.hook_resid_post --position 2", "inspect --site nothing --position 0"})
    void whatTheModelDoesNotHaveIsOneLine(String arguments) {
        var all = new ArrayList<>(List.of(arguments.split(" ")));
        all.addAll(1, List.of(LLAMA, "--ids", "3,4"));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n").doesNotContain("a fault of Sextant");
    }

    @Test
    void attentionGivesTheWeightsOfTheReference() throws IOException {
        List<CSVRecord> rows = csv(succeed("attention", LLAMA, "--ids", ID_LIST, "--layer", "0"));
        float[] reference = firstOfBatch(REFERENCE, "attention.0");
        int length = IDS.length;

        assertThat(rows).hasSize(REFERENCE.shape("attention.0")[1] * length * (length + 1) / 2).allSatisfy(row -> {
            int head = Integer.parseInt(row.get("head"));
            int query = Integer.parseInt(row.get("query_position"));
            int key = Integer.parseInt(row.get("key_position"));
            assertThat(Float.parseFloat(row.get("weight")))
                    .isCloseTo(reference[(head * length + query) * length + key], within((float) TOLERANCE));
        });
    }

    @Test
    void picturesAreDrawnInEachFormat() throws IOException {
        for (String ending : List.of("png", "svg", "pdf")) {
            Path file = folder.resolve("lens." + ending);
            assertThat(succeed("lens", LLAMA, "--ids", "3,4", "--out", file.toString())).isEmpty();
            assertThat(succeed("activations", LLAMA, "--ids", "3,4", "--out",
                    folder.resolve("norm." + ending).toString())).isEmpty();
            succeed("attention", LLAMA, "--ids", "3,4", "--layer", "0", "--out",
                    folder.resolve("heads." + ending).toString());
            succeed("inspect", LLAMA, "--ids", "3,4", "--site", "blocks.0.attn.hook_z", "--position", "1", "--out",
                    folder.resolve("vector." + ending).toString());

            byte[] start = Arrays.copyOf(Files.readAllBytes(file), 5);
            assertThat(new String(start, StandardCharsets.ISO_8859_1)).isIn("\u0089PNG\r", "%PDF-", "<?xml");
        }
    }

    @Test
    void anExistingFileStaysUnlessForced() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "mine");
        CommandRun refused = CommandRun.of("lens", LLAMA, "--ids", "3", "--out", file.toString());

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--force");
        assertThat(file).hasContent("mine");
        succeed("lens", LLAMA, "--ids", "3", "--out", file.toString(), "--force");
        assertThat(file).content().startsWith("layer,");
    }
}
