package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;
import org.sextant.runtime.testing.CheckpointFolder;

import static org.assertj.core.api.Assertions.assertThat;

/// `--steer` of the commands that run a model.
class SteerOptionTest {
    private static final String IDS = "5,9,2,7";
    private static final int WIDTH = 32;

    @TempDir
    Path folder;

    private Path model = Path.of("");
    private Path plan = Path.of("");

    @BeforeEach
    void makeModelAndPlan() throws IOException {
        model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).path();
        float[] direction = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            direction[i] = i % 3 - 1f;
        }
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(0, direction)), Map.of()),
                folder.resolve("v.safetensors"));
        plan = Files.writeString(folder.resolve("plan.json"), """
                {"edits": [{"site": "blocks.0.hook_resid_post", "operation": "add",
                  "vector": "v.safetensors#layer.0", "coefficient": 3, "positions": "all"}]}""");
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new JsonMapper().readTree(run.out());
    }

    @Test
    void runGivesTheNumbersOfTheSameRequest() throws IOException {
        JsonNode told = json(
                CommandRun.of("run", model.toString(), "--ids", IDS, "--steer", plan.toString(), "--json"));
        JsonNode plain = json(CommandRun.of("run", model.toString(), "--ids", IDS, "--json"));

        try (OpenModel open = Session.local().open(new OpenRequest(new ModelLocation.Folder(model))).await()) {
            RunResult asked = open.submit(new RunRequest(new Prompt.Ids(List.of(5, 9, 2, 7)), List.of(), 10, false,
                    PlanFile.read(plan))).await();
            for (int rank = 0; rank < 10; rank++) {
                JsonNode row = told.path("top").get(rank);
                assertThat(row.path("id").intValue()).isEqualTo(asked.top().get(rank).id());
                assertThat((float) row.path("logit").doubleValue()).isEqualTo(asked.top().get(rank).logit());
            }
        }
        assertThat(told.path("top")).isNotEqualTo(plain.path("top"));
        assertThat(told.path("provenance").toString()).contains("edit=add 3.0 at blocks.0.hook_resid_post");
    }

    @Test
    void generateContinuesOtherwise() throws IOException {
        JsonNode steered = json(CommandRun.of("generate", model.toString(), "--ids", IDS, "--max-new-tokens", "8",
                "--steer", plan.toString(), "--json"));
        JsonNode plain = json(CommandRun.of("generate", model.toString(), "--ids", IDS, "--max-new-tokens", "8",
                "--json"));

        assertThat(steered.path("new_ids")).isNotEmpty().isNotEqualTo(plain.path("new_ids"));
    }

    @Test
    void aPlanThatCannotBeReadOrDoesNotFitIsOneLine() throws IOException {
        CommandRun missing = CommandRun.of("run", model.toString(), "--ids", IDS, "--steer",
                folder.resolve("none.json").toString());
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).startsWith("sextant: ").contains("none.json").hasLineCount(1);
        Path narrow = Files.writeString(folder.resolve("narrow.json"), """
                {"edits": [{"site": "blocks.0.hook_resid_post", "operation": "add", "vector": [1],
                  "coefficient": 3}]}""");
        CommandRun refused = CommandRun.of("run", model.toString(), "--ids", IDS, "--steer", narrow.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("1 numbers", "d_model is").hasLineCount(1);
    }
}
