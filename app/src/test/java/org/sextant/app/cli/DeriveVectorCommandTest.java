package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// `vector derive` and `vector refusal` on a small model whose tokens are letters.
class DeriveVectorCommandTest {
    private static final String TEMPLATE = "{% for m in messages %}{{ m.content }}{% endfor %}"
            + "{% if add_generation_prompt %}</s>me{% endif %}";
    private static final List<String> CALM = List.of("calm sea", "still water", "a quiet bay", "sun", "warm sand");
    private static final List<String> WILD = List.of("high waves", "cold wind", "a wild storm", "hail", "dark sky");

    @TempDir
    Path folder;

    private String model = "";
    private Path positive = Path.of("");
    private Path negative = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void makeModelAndPrompts() throws IOException {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer()
                .with("chat_template.jinja", TEMPLATE).path().toString();
        positive = Files.write(folder.resolve("calm.txt"), CALM);
        negative = Files.write(folder.resolve("wild.txt"), WILD);
        out = folder.resolve("v.safetensors");
    }

    private CommandRun vector(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("vector", command, model, "--positive", positive.toString(),
                "--negative", negative.toString()));
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

    private <R> R ask(Request<R> request) {
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(Path.of(model)))).await()) {
            return open.submit(request).await();
        }
    }

    private static List<Prompt> texts(List<String> texts) {
        return texts.stream().<Prompt>map(Prompt.Text::new).toList();
    }

    private static List<Prompt> asked(List<String> texts) {
        return texts.stream()
                .<Prompt>map(text -> new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)).toList();
    }

    @Test
    void derivingGivesTheNumbersOfItsRequest() throws IOException {
        DerivedVector derived = ask(new DeriveVectorRequest(texts(CALM), texts(WILD), new HeldOut.Share(0.4),
                DerivationMethod.PCA_CENTER, SiteKind.RESID_PRE, List.of(1), TokenPosition.fromEnd(-2),
                List.of(DerivationMethod.PROBE)));
        JsonNode printed = json(succeed(vector("derive", "--method", "pca-center", "--site", "resid_pre", "--layers",
                "1", "--position", "-2", "--held-out", "0.4", "--compare", "probe", "--out", out.toString(), "--json",
                "--seed", "3")));

        assertThat(VectorFile.read(out)).isEqualTo(derived.vector());
        DerivedVector.Layer figures = derived.layers().getFirst();
        JsonNode layer = printed.get("layers").get(0);
        assertThat(printed.get("layers")).hasSize(1);
        assertThat(layer.get("layer").intValue()).isEqualTo(1);
        assertThat(layer.get("auroc").doubleValue()).isEqualTo(figures.separation().auroc());
        assertThat(layer.get("separation").doubleValue()).isEqualTo(figures.separation().distance());
        assertThat(layer.get("explained_variance").doubleValue()).isEqualTo(figures.explainedVariance());
        assertThat(layer.get("norm").doubleValue()).isEqualTo(figures.norm());
        assertThat(layer.get("cosines").get("probe").doubleValue())
                .isEqualTo(figures.cosines().get(DerivationMethod.PROBE));
        assertThat(layer.get("projections")).hasSize(10).first().extracting(JsonNode::doubleValue)
                .isEqualTo(figures.projections().getFirst());
        JsonNode prompt = printed.get("prompts").get(2);
        assertThat(prompt.get("held_out").booleanValue()).isTrue();
        assertThat(prompt.get("tokens").get(0).textValue()).isEqualTo("a");
        assertThat(printed.get("provenance").get("settings")).extracting(JsonNode::textValue).contains("seed=3",
                "method=pca-center");
        assertThat(vector("derive", "--out", out.toString()).err()).contains("the file exists");
    }

    @Test
    void withoutOptionsItIsTheMeanDifferenceOfEveryLayer() {
        List<String> lines = succeed(vector("derive")).lines().toList();
        assertThat(lines).hasSize(2).allMatch(line -> line.matches(
                "layer \\d: auroc [01]\\.\\d{4}, separation \\S+, explained variance 0\\.\\d{4}, norm \\S+"));
    }

    @Test
    void theDirectionOfRefusingIsThatOfItsRequest() throws IOException {
        RefusalDirection found = ask(new RefusalDirectionRequest(asked(CALM), asked(WILD), new HeldOut.Share(0.2),
                new RefusalDirectionRequest.Candidates(List.of(SiteKind.RESID_MID), List.of(), true),
                new RefusalDirectionRequest.Limits(1, 50, -50), RefusalDirectionRequest.USUAL_REFUSALS));
        JsonNode printed = json(succeed(vector("refusal", "--as-user", "--site", "resid_mid", "--beside-negative",
                "--deepest", "1", "--divergence", "50", "--induced", "-50", "--out", out.toString(), "--json")));
        assertThat(VectorFile.read(out)).isEqualTo(found.vector().orElseThrow());
        assertThat(printed.get("candidates")).hasSize(found.candidates().size());
        assertThat(printed.get("chosen").get("ablated").doubleValue())
                .isEqualTo(found.chosen().orElseThrow().ablated());
        assertThat(printed.get("harmful").doubleValue()).isEqualTo(found.harmful());

        CommandRun none = vector("refusal", "--as-user", "--position", "-1", "--induced", "99");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.out().lines()).hasSize(2).allMatch(line -> line.contains("induces_too_little")
                || line.contains("no_number"));
        assertThat(none.err()).contains("every candidate was discarded");
    }

    static Stream<String> impossible() {
        return Stream.of("--method mean", "--site blocks", "--site pattern", "--layers 1-0", "--layers 0-9",
                "--layers x", "--position first", "--position 0", "--position instruction-end", "--held-out 1",
                "--method act-add", "--out v.csv", "--positive none.txt");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void vectorsThatCannotBeAreOneLine(String arguments) {
        List<String> all = new ArrayList<>(List.of("vector", "derive", model, "--negative", negative.toString()));
        if (!arguments.startsWith("--positive")) {
            all.addAll(List.of("--positive", positive.toString()));
        }
        all.addAll(List.of(arguments.split(" ")));
        isOneLine(CommandRun.of(all.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vector", "vector derive", "vector derive MODEL --positive a", "vector refusal MODEL"})
    void argumentsThatAreMissingAreOneLine(String arguments) {
        isOneLine(CommandRun.of(arguments.split(" ")));
    }

    private static void isOneLine(CommandRun run) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }
}
