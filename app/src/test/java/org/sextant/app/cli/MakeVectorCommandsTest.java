package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `vector derive --method learnt`, `vector combine` and `vector feature`, on a small model whose tokens are letters.
class MakeVectorCommandsTest {
    private static final List<String> CALM = List.of("the sea is calm", "a bay is warm");
    private static final List<String> WILD = List.of("the sea is wild", "a bay is cold");
    private static final List<String> TEXTS = List.of("ahoy there", "all is well");

    @TempDir
    Path folder;

    private Path out = Path.of("");

    @BeforeEach
    void name() {
        out = folder.resolve("v.safetensors");
    }

    private String model() {
        return CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path().toString();
    }

    private Path lines(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private Path vector(String name, int layers, float... numbers) {
        TreeMap<Integer, float[]> byLayer = new TreeMap<>();
        for (int layer = 0; layer < layers; layer++) {
            byLayer.put(layer, numbers);
        }
        Path file = folder.resolve(name);
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, byLayer, Map.of("method", name)), file);
        return file;
    }

    private static String succeed(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run.out();
    }

    @Test
    void aLearntDirectionIsThatOfItsRequest() throws IOException {
        String model = model();
        String[] command = {"vector", "derive", model, "--method", "learnt", "--positive",
            lines("calm.txt", CALM).toString(), "--negative", lines("wild.txt", WILD).toString(), "--texts",
            lines("texts.txt", TEXTS).toString(), "--held-out", "0", "--layers", "1", "--steps", "2", "--rate", "0.5",
            "--keeping", "0.1", "--cost", "1000", "--seed", "3", "--out", out.toString(), "--json"};
        JsonNode printed = new JsonMapper().readTree(succeed(command));
        LearnDirectionResult asked;
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(Path.of(model)))).await()) {
            asked = open.submit(new LearnDirectionRequest(texts(CALM), texts(WILD), HeldOut.NONE, texts(TEXTS),
                    List.of(1), new Course(2, 0.5, 0.1, 1000, 3))).await();
        }
        assertThat(VectorFile.read(out)).isEqualTo(asked.vector());
        JsonNode layer = printed.get("layers").get(0);
        assertThat(printed.get("best").intValue()).isEqualTo(1);
        var chosen = asked.layers().getFirst().chosen().orElseThrow();
        assertThat(layer.get("chosen").get("coefficient").doubleValue()).isEqualTo(chosen.coefficient());
        assertThat(layer.get("chosen").get("turned").doubleValue()).isEqualTo(chosen.turned());
        assertThat(layer.get("chosen").get("loss_ratio").doubleValue()).isEqualTo(chosen.cost());
        assertThat(layer.get("turned_by_chance").doubleValue()).isEqualTo(asked.layers().getFirst().byChance());
        assertThat(printed.get("prompts")).hasSize(4);

        List<String> without = new ArrayList<>(Arrays.asList(command));
        without.subList(without.indexOf("--texts"), without.indexOf("--texts") + 2).clear();
        without.add("--force");
        assertThat(CommandRun.of(without.toArray(String[]::new)).err()).contains("no texts to keep");
    }

    private static List<Prompt> texts(List<String> lines) {
        return lines.stream().<Prompt>map(Prompt.Text::new).toList();
    }

    @Test
    void vectorsAreAddedUpProjectedOutAndScaled() throws IOException {
        Path one = vector("one.safetensors", 2, 3, 4, 0);
        Path other = vector("other.safetensors", 2, 0, 1, 0);
        JsonNode printed = new JsonMapper().readTree(succeed("vector", "combine", "--term", "2=" + one, "--term",
                "-1=" + other, "--without", other.toString(), "--norm", "5", "--out", out.toString(), "--json"));
        // 2 (3, 4, 0) − (0, 1, 0) = (6, 7, 0), without the second axis (6, 0, 0), of length 5.
        assertThat(VectorFile.read(out).at(1)).containsExactly(5, 0, 0);
        assertThat(printed.get("layers")).hasSize(2);
        assertThat(printed.get("layers").get(0).get("norm").doubleValue()).isCloseTo(5, within(1e-6));
        assertThat(printed.get("layers").get(0).get("cosines").get(one.toString()).doubleValue())
                .isCloseTo(0.6, within(1e-6));
        assertThat(succeed("vector", "combine", "--term", "1=" + one, "--layers", "1")).startsWith(
                "layer 1: norm 5.0000, cosine with ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--term x=ONE", "--term ONE", "--term 1=/no/such.npz", "--term 1=ONE --term 1=WIDE",
        "--term 1=ONE --term 1=DEEP", "--term 1=ONE --layers 7", "--term 1=ONE --norm 0", "--term NaN=ONE",
        "--term 1=ONE --without ZERO", "--term 1=ONE --out v.csv", ""})
    void whatCannotBeCombinedIsOneLine(String arguments) {
        String given = arguments.replace("ONE", vector("one.safetensors", 1, 3, 4).toString())
                .replace("WIDE", vector("wide.safetensors", 1, 1, 2, 3).toString())
                .replace("DEEP", vector("deep.safetensors", 2, 1, 2).toString())
                .replace("ZERO", vector("zero.safetensors", 1, 0, 0).toString());
        isOneLine(CommandRun.of(("vector combine " + given).strip().split(" ")));
    }

    @Test
    void aFeatureThatIsNoneIsOneLine() {
        String model = model();
        isOneLine(CommandRun.of("vector", "feature", model, "--sae", folder.toString(), "--feature", "0"));
        isOneLine(CommandRun.of("vector", "feature", model, "--feature", "0"));
    }

    private static void isOneLine(CommandRun run) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }
}
