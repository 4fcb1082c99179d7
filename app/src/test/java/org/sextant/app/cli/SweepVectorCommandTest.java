package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.SweepRequest;
import org.sextant.runtime.session.SweepResult;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// `vector sweep` on a small model whose tokens are letters.
class SweepVectorCommandTest {
    @TempDir
    Path folder;

    private String model = "";
    private SteeringVector vector = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(0, new float[32])),
            Map.of());
    private Path texts = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path().toString();
        float[] direction = new float[32];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) Math.sin(i);
        }
        vector = new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(0, direction, 1, direction)), Map.of());
        VectorFile.write(vector, folder.resolve("v.safetensors"));
        texts = Files.write(folder.resolve("texts.txt"), List.of("calm sea", "wild wind"));
    }

    private CommandRun sweep(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("vector", "sweep", model, "--vector", folder.resolve("v.safetensors").toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void theTableIsThatOfTheRequest() {
        CommandRun run = sweep("--prompt", "ahoy", "--coefficients", "-1:1:1", "--measure", "logit-difference",
                "--answer", "s", "--wrong", "t", "--texts", texts.toString());
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.getFirst()).isEqualTo("layer,coefficient,value,loss,loss_ratio,safe");
        assertThat(lines).hasSize(1 + 2 * 3);
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(Path.of(model)))).await()) {
            int s = open.tokenize(new Prompt.Text("s", false)).getFirst().id();
            int t = open.tokenize(new Prompt.Text("t", false)).getFirst().id();
            SweepResult result = open.submit(new SweepRequest(List.of(new Prompt.Text("ahoy")), vector, Operation.ADD,
                    Positions.ALL, List.of(0, 1), List.of(-1.0, 0.0, 1.0),
                    new SweepRequest.Measure.LogitDifference(s, t),
                    List.of(new Prompt.Text("calm sea"), new Prompt.Text("wild wind")))).await();
            for (int i = 0; i < 6; i++) {
                List<String> cells = List.of(lines.get(1 + i).split(",", -1));
                assertThat(Integer.parseInt(cells.getFirst())).isEqualTo(i / 3);
                assertThat(Double.parseDouble(cells.get(2))).isEqualTo(result.values().get(i / 3).get(i % 3));
                assertThat(Double.parseDouble(cells.get(3))).isEqualTo(result.losses().get(i / 3).get(i % 3));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--coefficients 1:0:1", "--coefficients 1", "--coefficients 0:9:0.0001", "--measure joy",
        "--measure probability", "--measure probability --answer ahoy", "--layers 0-9"})
    void whatAPersonCanMendIsOneLine(String more) {
        String[] words = ("--prompt ahoy " + more).split(" ", -1);
        CommandRun run = sweep(words);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
    }
}
