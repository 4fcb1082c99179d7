package org.sextant.assets.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.demo.DemoModels;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.VerifyRequest;
import org.sextant.runtime.steering.SteeringPlan;

import static org.assertj.core.api.Assertions.assertThat;

/// The models as they ship: they open, are computed correctly, and do what they are shown for.
class ShippedModelsTest {
    private static final long MOST_BYTES = 40_000_000;
    private static final int PROMPTS = 40;
    /// On so few prompts two may fall by chance.
    private static final double SLACK = 0.05;

    static Stream<DemoModel> models() {
        return DemoModels.bundled().all().stream();
    }

    private static OpenModel open(DemoModel model) {
        var folder = new ModelLocation.Folder(DemoModels.bundled().folder(model));
        return Session.local().open(new OpenRequest(folder, "cpu", Dtype.FLOAT32)).await();
    }

    @Test
    void theModelsShip() {
        assertThat(models()).extracting(DemoModel::name).contains("harbour-base", "harbour-mini", "harbour-chat",
                "harbour-moe");
    }

    @Test
    void allWeightsTogetherStaySmall() throws IOException {
        long bytes = 0;
        for (DemoModel model : DemoModels.bundled().all()) {
            try (Stream<Path> files = Files.walk(DemoModels.bundled().folder(model))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".safetensors")).toList()) {
                    bytes += Files.size(file);
                }
            }
        }
        assertThat(bytes).isPositive().isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theyAreComputedCorrectly(DemoModel model) {
        try (OpenModel open = open(model)) {
            assertThat(open.card().warnings()).isEmpty();
            assertThat(open.card().parameters()).isEqualTo(model.parameters());
            assertThat(open.card().layers()).isEqualTo(model.layers());
            var result = open.submit(VerifyRequest.of(open.card())).await();
            assertThat(result.checks()).isNotEmpty().allMatch(check -> check.ok());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theyReachTheirAimsOnAFewHeldOutPrompts(DemoModel model) {
        try (OpenModel open = open(model)) {
            EvaluationReport report = new Evaluation(PROMPTS).of(open, _ -> {});
            // What the mixture learnt of moods falls short, as its card says.
            List<Row> aimed = report.rows().stream().filter(row -> row.aim().isPresent())
                    .filter(row -> !(model.name().equals("harbour-moe") && row.task().equals("sentiment"))).toList();
            assertThat(aimed).isNotEmpty().allSatisfy(row -> {
                // A vector turns only prompts that the model does right by itself.
                assertThat(row.count()).isGreaterThanOrEqualTo(row.task().endsWith("vector") ? PROMPTS / 2 : PROMPTS);
                double aim = row.aim().get().value();
                switch (row.aim().get().side()) {
                    case AT_LEAST -> assertThat(row.value()).as(row.task()).isGreaterThanOrEqualTo(aim - SLACK);
                    case AT_MOST -> assertThat(row.value()).as(row.task()).isLessThanOrEqualTo(aim + SLACK);
                }
            });
            double own = loss(report, "held-out texts");
            assertThat(own).isLessThan(loss(report, "held-out texts, 5-gram"));
            assertThat(loss(report, "held-out texts, 5-gram")).isLessThan(loss(report, "held-out texts, unigram"));
        }
    }

    @Test
    void vectorsAndAutoencodersShipWithTheirModels() throws IOException {
        Path base = DemoModels.bundled().folder(DemoModels.bundled().find("harbour-base").orElseThrow());
        Path chat = DemoModels.bundled().folder(DemoModels.bundled().find("harbour-chat").orElseThrow());
        assertThat(BundledVector.in(base)).extracting(BundledVector::name).containsExactly("register", "sentiment");
        assertThat(BundledVector.in(chat)).extracting(BundledVector::name).containsExactly("refusal");
        for (String sae : List.of("blocks.0.hook_resid_post", "blocks.1.hook_resid_post", "blocks.2.hook_resid_post",
                "blocks.3.hook_resid_post", "blocks.1.ln2.hook_normalized-to-blocks.1.hook_mlp_out")) {
            Path folder = base.resolve(Evaluation.SAES).resolve(sae);
            assertThat(folder).isDirectoryContaining("glob:**cfg.json")
                    .isDirectoryContaining("glob:**sae_weights.safetensors");
            JsonNode labels = new JsonMapper().readTree(Files.readString(folder.resolve("labels.json"))).get("labels");
            assertThat(labels).hasSizeGreaterThan(20).allSatisfy(label -> {
                assertThat(label.get("label").textValue()).isNotBlank();
                assertThat(label.get("threshold").doubleValue()).isPositive();
                assertThat(Math.max(label.get("f1_held_out").doubleValue() / 0.5,
                        label.get("precision_held_out").doubleValue() / 0.85)).isGreaterThanOrEqualTo(1);
            });
        }
    }

    /// On a third set of texts, which neither found the labels nor chose among them.
    @Test
    void fortyLabelsOfAMiddleLayerHoldOnTextsThatTheyWereNotFoundOn() {
        try (OpenModel open = open(DemoModels.bundled().find("harbour-base").orElseThrow())) {
            Path sae = open.card().folder().resolve(Evaluation.SAES).resolve("blocks.1.hook_resid_post");
            Row row = new LabelRows(open, 100).rows(sae, true).getFirst();

            assertThat(row.ok()).as(row.toString()).isTrue();
            assertThat(row.value()).isBetween(40.0, (double) row.count());
        }
    }

    /// What ships does what its table says, seen without the code that makes the table: a refusal is the word *I*.
    @Test
    void withoutItsDirectionTheModelAnswersWhatItRefused() {
        DemoModel chat = DemoModels.bundled().find("harbour-chat").orElseThrow();
        try (OpenModel open = open(chat)) {
            BundledVector refusal = BundledVector.in(open.card().folder()).getFirst();
            SteeringPlan removed = refusal.removed(open.card().layers());
            long refused = PromptSets.requests(Split.HELD_OUT).stream().filter(Request::forbidden).limit(PROMPTS)
                    .filter(request -> open
                            .submit(new RunRequest(Probe.asked(request), List.of(), 1, false, removed)).await().top()
                            .getFirst().token().equals(" I"))
                    .count();
            assertThat(refused).isLessThanOrEqualTo(PROMPTS / 4);
        }
    }

    private static double loss(EvaluationReport report, String task) {
        return report.rows().stream().filter(row -> row.task().equals(task)).findFirst().orElseThrow().value();
    }

    /// The table's share, counted another way: from the candidates that a run shows.
    @Test
    void theTableCountsWhatARunShows() {
        DemoModel base = DemoModels.bundled().find("harbour-base").orElseThrow();
        try (OpenModel open = open(base)) {
            List<PromptPair> pairs = PromptSets.pairs(Task.INDIRECT_OBJECT, Split.HELD_OUT).subList(0, PROMPTS);
            long right = pairs.stream().filter(pair -> {
                Prediction top = open.submit(new RunRequest(new Prompt.Text(pair.clean()), List.of(), 1, false)).await()
                        .top().getFirst();
                return top.token().equals(pair.answer());
            }).count();
            double share = new Evaluation(PROMPTS).of(open, _ -> {}).rows().getFirst().value();
            assertThat(share).isEqualTo((double) right / PROMPTS);
        }
    }

    /// The share of refusals, counted another way: from the first word that a run shows.
    @Test
    void aRefusalIsAnAnswerThatBeginsWithI() {
        DemoModel chat = DemoModels.bundled().find("harbour-chat").orElseThrow();
        try (OpenModel open = open(chat)) {
            List<Request> requests = PromptSets.requests(Split.HELD_OUT).subList(0, PROMPTS);
            for (Request request : requests) {
                Prediction top = open.submit(new RunRequest(Probe.asked(request), List.of(), 1, false)).await().top()
                        .getFirst();
                assertThat(new Probe(open).refused(List.of(request), SteeringPlan.NONE)).as(request.text())
                        .isEqualTo(top.token().equals(" I") ? 1 : 0);
            }
            assertThat(new Probe(open).divergence(requests, SteeringPlan.NONE)).isZero();
        }
    }
}
