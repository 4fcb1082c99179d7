package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.session.SaePlace;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.SafetensorsBytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `sae train` and `features` on a small model whose tokens are letters.
class SaeCommandsTest {
    private static final String SITE = "blocks.0.hook_resid_post";

    @TempDir
    Path folder;

    private String model = "";
    private Path corpus = Path.of("");
    private Path sae = Path.of("");

    @BeforeEach
    void makeModelAndTexts() throws IOException {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path().toString();
        Random random = new Random(4);
        List<String> lines = IntStream.range(0, 200).mapToObj(_ -> random.ints(20, 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter)).collect(Collectors.joining())).toList();
        corpus = Files.write(folder.resolve("texts.txt"), lines);
        sae = folder.resolve("sae");
    }

    private CommandRun train(String... more) {
        List<String> arguments = new ArrayList<>(List.of("sae", "train", model, "--site", SITE, "--corpus",
                corpus.toString(), "--tokens", "12288", "--out", sae.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static String succeed(CommandRun run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    private static JsonNode json(String text) throws IOException {
        return new JsonMapper().readTree(text);
    }

    @Test
    void trainingGivesASaeLensFolderAndItsMetrics() throws IOException {
        JsonNode trained = json(
                succeed(train("--architecture", "topk", "--k", "4", "--expansion", "2", "--seed", "3", "--json")));
        assertThat(trained.get("tokens").longValue()).isEqualTo(12288);
        assertThat(trained.get("steps").longValue()).isEqualTo(3);
        assertThat(trained.get("metrics").get("l0").doubleValue()).isBetween(3.5, 4.0);
        assertThat(trained.get("metrics").get("provenance").get("settings")).extracting(JsonNode::textValue)
                .contains("seed=3", "features=64");
        JsonNode config = json(Files.readString(sae.resolve("cfg.json")));
        assertThat(config.get("architecture").textValue()).isEqualTo("topk");
        assertThat(config.get("d_sae").intValue()).isEqualTo(64);
        assertThat(config.get("metadata").get("hook_name").textValue()).isEqualTo(SITE);
        assertThat(sae).isDirectoryContaining("glob:**sae_weights.safetensors")
                .isDirectoryContaining("glob:**sparsity.safetensors").isDirectoryContaining("glob:**curve.csv");

        Path vector = folder.resolve("feature.safetensors");
        JsonNode feature = json(succeed(CommandRun.of("vector", "feature", model, "--sae", sae.toString(), "--feature",
                "5", "--out", vector.toString(), "--json")));
        assertThat(VectorFile.read(vector).site()).isEqualTo(SiteKind.RESID_POST);
        assertThat(feature.get("norm").doubleValue()).isEqualTo(SteeringVector.norm(VectorFile.read(vector).at(0)));
        assertThat(CommandRun.of("vector", "feature", model, "--sae", sae.toString(), "--feature", "64").err())
                .contains("no feature 64 among 64");

        // Given again it has nothing left to do and says the same; another training does not write over it.
        JsonNode again = json(
                succeed(train("--architecture", "topk", "--k", "4", "--expansion", "2", "--seed", "3", "--json")));
        assertThat(again).isEqualTo(trained);
        assertThat(train("--architecture", "topk", "--k", "5", "--expansion", "2").err())
                .contains("of another training");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batchtopk --k 4", "jumprelu --l0-target 4", "jumprelu --sparsity 0.01",
        "top-afa --lambda 0.02", "batchtopk --k 4 --site-out blocks.1.hook_mlp_out"})
    void everyArchitectureTrains(String choice) throws IOException {
        String[] words = ("--architecture " + choice + " --features 64").split(" ");
        assertThat(succeed(train(words))).contains("explained variance").contains("12,288 tokens in 3 steps");
        String architecture = json(Files.readString(sae.resolve("cfg.json"))).get("architecture").textValue();
        assertThat(architecture)
                .isEqualTo(choice.contains("top-afa") ? "top_afa"
                        : choice.contains("out") ? "jumprelu_transcoder" : "jumprelu");
    }

    @Test
    void featuresGiveTheNumbersOfTheirRequests() throws IOException {
        succeed(train("--architecture", "topk", "--k", "4", "--features", "64"));
        SaeMetrics metrics;
        FeaturesResult features;
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(Path.of(model)))).await()) {
            metrics = open.submit(new SaeMetricsRequest(sae, corpus, 1000)).await().metrics();
            features = open.submit(new FeaturesRequest(new Prompt.Text("ahoy"), sae)).await();
        }

        JsonNode printed = json(succeed(CommandRun.of("features", model, "--sae", sae.toString(), "--corpus",
                corpus.toString(), "--tokens", "1000", "--json")));
        assertThat(printed.get("tokens").longValue()).isEqualTo(metrics.tokens()).isBetween(1000L, 4500L);
        assertThat(printed.get("l0").doubleValue()).isEqualTo(metrics.l0());
        assertThat(printed.get("fvu").doubleValue()).isEqualTo(metrics.fvu());
        assertThat(printed.get("explained_variance").doubleValue()).isCloseTo(1 - metrics.fvu(), within(1e-12));
        assertThat(printed.get("cosine").doubleValue()).isEqualTo(metrics.cosine());
        assertThat(printed.get("loss_clean").doubleValue()).isEqualTo(metrics.lossClean());
        assertThat(printed.get("loss_spliced").doubleValue()).isEqualTo(metrics.lossSpliced());
        assertThat(printed.get("loss_ablated").doubleValue()).isEqualTo(metrics.lossAblated());
        assertThat(printed.get("loss_recovered").doubleValue()).isEqualTo(metrics.lossRecovered());
        assertThat(printed.get("dead").doubleValue()).isEqualTo(metrics.dead());

        List<String> rows = succeed(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "ahoy"))
                .lines().toList();
        assertThat(rows.getFirst()).isEqualTo("position,token,feature,activation,share");
        assertThat(rows).hasSize(1 + features.active().size()).hasSizeGreaterThan(4);
        FeaturesResult.Active first = features.active().getFirst();
        assertThat(rows.get(1)).isEqualTo("0,a," + first.feature() + "," + first.activation() + "," + first.share());

        Path csv = folder.resolve("features.csv");
        succeed(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "ahoy", "--out",
                csv.toString()));
        assertThat(Files.readAllLines(csv)).isEqualTo(rows);
        assertThat(Files.readString(folder.resolve("features.csv.provenance.json"))).contains("sae=" + sae);
    }

    @Test
    void featuresUnderAPlanAreThoseOfTheSameRequest() throws IOException {
        succeed(train("--architecture", "topk", "--k", "4", "--features", "64"));
        String numbers = IntStream.range(0, 32).mapToObj(i -> String.valueOf(i % 3 - 1))
                .collect(Collectors.joining(","));
        Path plan = Files.writeString(folder.resolve("plan.json"), """
                {"edits": [{"site": "blocks.0.hook_resid_post", "operation": "add", "vector": [%s],
                  "coefficient": 3, "positions": "all"}]}""".formatted(numbers));
        FeaturesResult asked;
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(Path.of(model)))).await()) {
            asked = open.submit(new FeaturesRequest(new Prompt.Text("ahoy"), SaePlace.of(sae), PlanFile.read(plan)))
                    .await();
        }

        Path csv = folder.resolve("steered.csv");
        succeed(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "ahoy", "--steer",
                plan.toString(), "--out", csv.toString()));
        assertThat(Files.readAllLines(csv).stream().skip(1)).containsExactlyElementsOf(
                asked.active().stream().map(each -> each.position() + "," + asked.tokens().get(each.position()).text()
                        + "," + each.feature() + "," + each.activation() + "," + each.share()).toList());
        assertThat(Files.readAllLines(csv)).isNotEqualTo(succeed(
                CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "ahoy")).lines().toList());
        assertThat(Files.readString(folder.resolve("steered.csv.provenance.json")))
                .contains("edit=add 3.0 at " + SITE);
        CommandRun corpusToo = CommandRun.of("features", model, "--sae", sae.toString(), "--corpus",
                corpus.toString(), "--steer", plan.toString());
        assertThat(corpusToo.code()).isEqualTo(2);
        assertThat(corpusToo.err()).contains("at --steer").hasLineCount(1);
    }

    /// A file of another tool's, with the numbers of an SAE that was trained here.
    @Test
    void saesOfOtherToolsAreListedAndUsedAtTheSiteThatIsChosen() throws IOException {
        succeed(train("--architecture", "topk", "--k", "4", "--features", "64"));
        String own = succeed(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "ahoy"));
        Path other = folder.resolve("others/somewhere/sae.safetensors");
        Files.createDirectories(other.getParent());
        SafetensorsBytes weights = SafetensorsBytes.read(sae.resolve("sae_weights.safetensors"));
        weights.rename("W_enc", "encoder.weight").rename("b_enc", "encoder.bias").writeTo(other);
        Files.writeString(other.resolveSibling("cfg.json"), "{\"d_in\": 32, \"num_latents\": 64, \"k\": 4}");
        Files.writeString(folder.resolve("others/bad.pt"), "no file of PyTorch");

        JsonNode listed = json(succeed(CommandRun.of("sae", "list", folder.toString(), "--json")));
        assertThat(listed.get("saes")).extracting(each -> each.get("format").textValue())
                .containsExactlyInAnyOrder("sparsify", "SAELens");
        JsonNode first = listed.get("saes").get(0);
        assertThat(first.get("architecture").textValue()).isEqualTo("topk");
        assertThat(first.get("k").intValue()).isEqualTo(4);
        assertThat(first.get("site").textValue()).isEqualTo("unknown");
        assertThat(listed.get("refused").get(0).get("why").textValue()).contains("not one that PyTorch saves");
        assertThat(succeed(CommandRun.of("sae", "list", folder.toString())).lines()).hasSize(4)
                .contains("path,format,architecture,k,site_in,site,site_from,width,features,warnings");

        CommandRun unplaced = CommandRun.of("features", model, "--sae", other.toString(), "--prompt", "ahoy");
        assertThat(unplaced.code()).isEqualTo(2);
        assertThat(unplaced.err()).contains("at which site", "--site");
        for (Path place : List.of(other, other.getParent())) {
            assertThat(succeed(CommandRun.of("features", model, "--sae", place.toString(), "--site", SITE, "--prompt",
                    "ahoy"))).isEqualTo(own);
        }
        assertThat(CommandRun.of("features", model, "--sae", other.toString(), "--site", "blocks.0.attn.hook_k",
                "--prompt", "ahoy").err()).contains("32 numbers", "sites of this width");
    }

    @Test
    void aHarvestIsKeptGoneOnWithAndGivenAsATable() throws IOException {
        succeed(train("--architecture", "topk", "--k", "4", "--features", "64"));
        Path store = folder.resolve("counts.duckdb");
        Path csv = folder.resolve("counts.csv");
        String[] harvest = {"sae", "harvest", model, "--sae", sae.toString(), "--corpus", corpus.toString(), "--store",
            store.toString(), "--json"};

        JsonNode first = json(succeed(CommandRun.of(harvest)));
        JsonNode again = json(succeed(CommandRun.of(Stream.concat(Stream.of(harvest),
                Stream.of("--out", csv.toString(), "--table", "features")).toArray(String[]::new))));

        assertThat(first.get("tokens").longValue()).isPositive();
        assertThat(first.get("resumed_at").longValue()).isZero();
        assertThat(again.get("resumed_at").longValue()).isEqualTo(first.get("tokens").longValue());
        List<String> rows = Files.readAllLines(csv);
        assertThat(rows.getFirst()).startsWith("feature,tokens,sum,max,bin_width,histogram");
        assertThat(rows).hasSize(1 + 64);
        HarvestSummary kept = HarvestFile.summary(store);
        assertThat(rows.get(1)).startsWith("0," + kept.features().getFirst().tokens() + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--store counts.db", "--store counts.duckdb --out table.xlsx",
        "--store counts.duckdb --table lists", "--store counts.duckdb --tokens 0", "--store no/where/counts.duckdb"})
    void badArgumentsOfAHarvestAreRefused(String arguments) {
        succeed(train("--architecture", "topk", "--k", "4", "--features", "64"));
        List<String> words = new ArrayList<>(List.of("sae", "harvest", model, "--sae", sae.toString(), "--corpus",
                corpus.toString()));
        words.addAll(List.of(arguments.split(" ")));

        CommandRun run = CommandRun.of(words.toArray(String[]::new));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--architecture standard", "--architecture topk --k 0", "--architecture topk --k 9999",
        "--architecture topk --features 1", "--architecture topk --features 8 --expansion 2",
        "--architecture topk --expansion 0", "--architecture topk --tokens 0", "--architecture topk --threads 0",
        "--architecture topk --rate -1", "--architecture batchtopk --site-out blocks.0.hook_mlp_out",
        "--architecture topk --site-out blocks.0.hook_mlp_out",
        "--architecture jumprelu --sparsity -1", "--architecture jumprelu --l0-target 0",
        "--architecture top-afa --lambda NaN"})
    void trainingsThatCannotBeAreOneLine(String arguments) {
        CommandRun run = train(arguments.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
        assertThat(sae.resolve("cfg.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sae", "sae list", "sae train", "sae train MODEL --site a", "features",
        "features MODEL --sae x",
        "features MODEL --sae x --prompt a --corpus b", "features MODEL --sae x --prompt a --out x.png",
        "features MODEL --sae x --corpus b --out x.csv"})
    void argumentsThatAreMissingAreOneLine(String arguments) {
        CommandRun run = CommandRun.of(arguments.split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }

    @Test
    void filesThatAreNotThereOrNotOursAreOneLine() throws IOException {
        assertThat(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "a").err())
                .contains("there is no such folder or file", sae.toString());
        Files.createDirectories(sae);
        Files.writeString(sae.resolve("cfg.json"), "{}");
        assertThat(train("--architecture", "topk").err()).contains("an SAE lies there already", "--force");
        assertThat(CommandRun.of("features", model, "--sae", sae.toString(), "--prompt", "a").err())
                .contains("there is no SAE in this folder");
        Files.delete(corpus);
        Files.delete(sae.resolve("cfg.json"));
        assertThat(train("--architecture", "topk").err()).contains("there is no such file", corpus.toString());
    }
}
