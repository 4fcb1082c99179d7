package org.sextant.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// The forms of the board's add menu, by click: experts, features of an SAE, and what a vector's file does not say.
@ExtendWith(ApplicationExtension.class)
class AddMenuWindowTest {
    private static final int D_MODEL = 32;

    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, _ -> List.of(), UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(980, 800));
        stage.show();
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void anExpertIsAddedAndOneThatIsNotThereIsNotTaken(FxRobot robot) {
        openAndRun("v5/qwen3_moe");
        robot.clickOn("#steering-add").clickOn("Expert…");
        script.rest();
        robot.clickOn("#add-expert").write("99").type(KeyCode.TAB);
        script.rest();
        assertThat(((TextField) robot.lookup("#add-expert").query()).getText()).isEqualTo("0");
        robot.clickOn("#add-expert").write("2").clickOn("#add-confirm");
        script.rest();
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).matches("L\\d E2");
            assertThat(row.experts()).hasSize(1);
        });
    }

    @Test
    void aFeatureOfAnSaeBesideTheModelIsAdded(FxRobot robot) {
        openAndRun("v5/llama");
        robot.clickOn("#steering-add").clickOn("SAE feature…");
        script.rest();
        robot.clickOn("#add-feature").write("x").type(KeyCode.TAB);
        script.rest();
        assertThat(((TextField) robot.lookup("#add-feature").query()).getText()).isEqualTo("0");
        robot.clickOn("#add-feature").write("5").type(KeyCode.ENTER);
        script.rest();
        assertThat(rows()).extracting(SteeringRow::name).containsExactly("feature 5");
        assertThat(((FeatureEdit) rows().getFirst().parts().getFirst().edit()).feature()).isEqualTo(5);
    }

    @Test
    void whatAVectorsFileLeavesOpenIsAskedBeforeItIsAdded(FxRobot robot) {
        openAndRun("v5/llama");
        robot.clickOn("#steering-add").clickOn("Vector: silent");
        script.rest();
        assertThat(rows()).isEmpty();
        robot.clickOn("#answer-operation").clickOn("ablate");
        robot.clickOn("#add-confirm");
        script.rest();
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("silent");
            assertThat(row.parts().getFirst().edit().operation().id()).isEqualTo("ablate");
        });

        robot.clickOn("#steering-add").clickOn("Vector: silent");
        script.rest();
        robot.type(KeyCode.ESCAPE);
        script.rest();
        assertThat(rows()).hasSize(1);
    }

    private void openAndRun(String fixture) {
        Path model = CheckpointFolder.copyOf(fixture, folder.resolve("model")).withTokenizer().path();
        try {
            Path vectors = Files.createDirectories(model.resolve("vectors"));
            new SafetensorsWriter().add("layer.0", index -> index == 3 ? 1 : 0, D_MODEL)
                    .writeTo(vectors.resolve("silent.safetensors"));
            Path sae = Files.createDirectories(model.resolve("saes/blocks.0.hook_resid_post"));
            Files.writeString(sae.resolve("cfg.json"), """
                    {"architecture": "standard", "d_in": 32, "d_sae": 8,
                     "metadata": {"hook_name": "blocks.0.hook_resid_post"}}
                    """);
            new SafetensorsWriter().add("W_enc", index -> index % 3 - 1, D_MODEL, 8)
                    .add("W_dec", index -> index % 5 - 2, 8, D_MODEL).add("b_enc", _ -> 0, 8)
                    .add("b_dec", _ -> 0, D_MODEL).writeTo(sae.resolve("sae_weights.safetensors"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Ids(List.of(3, 1, 4, 1, 5))));
        script.act(bench.prompt()::run);
        script.rest();
    }

    private List<SteeringRow> rows() {
        return UiScript.onUi(() -> bench.workspace().steeringProperty().get().rows());
    }
}
