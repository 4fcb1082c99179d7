package org.sextant.app.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.features.SmallFeatures;
import org.sextant.app.features.SmallSae;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.sae.FeatureLabels;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.FeatureEdit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// Features in the window: an SAE is chosen, features are found, read, named and used, on a small real model.
@ExtendWith(ApplicationExtension.class)
class FeaturesWindowTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, context -> List.of(SmallFeatures.view(context, folder.resolve("harvests"), dialog())),
                UiThreadWork.meter());
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(990, 960));
        stage.show();
    }

    /// Gives the texts for a file and a folder without an SAE for a folder.
    private OpenDialog dialog() {
        return new OpenDialog() {
            @Override
            public Optional<Path> file(String title, List<String> endings) {
                return Optional.of(folder.resolve("texts.txt"));
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.of(folder);
            }
        };
    }

    @AfterEach
    void close() {
        script.settle();
        bench.shutDown();
    }

    @Test
    void featuresAreFoundReadNamedAndUsed(FxRobot robot) throws IOException {
        Path sae = openAndRun();
        TableView<?> table = (TableView<?>) one("#features-table");
        assertThat(((ComboBox<?>) one("#features-site")).getValue()).isEqualTo(SmallSae.SITE);
        int active = UiScript.onUi(() -> table.getItems().size());
        assertThat(active).isBetween(2, SmallSae.FEATURES);
        assertThat(text("#features-count")).isEqualTo(active + " of " + SmallSae.FEATURES);

        robot.clickOn("#scope-all");
        script.rest();
        assertThat(UiScript.onUi(() -> table.getItems().size())).isEqualTo(SmallSae.FEATURES);
        sort(table, TableColumn.SortType.ASCENDING);
        assertThat(first(table)).contains("feature=0");
        sort(table, TableColumn.SortType.DESCENDING);
        assertThat(first(table)).contains("feature=" + (SmallSae.FEATURES - 1));
        robot.press(KeyCode.CONTROL, KeyCode.F).release(KeyCode.F, KeyCode.CONTROL);
        robot.write("17");
        script.rest();
        assertThat(UiScript.onUi(() -> table.getItems().size())).isEqualTo(1);
        script.act(table::requestFocus);
        robot.type(KeyCode.HOME);
        robot.type(KeyCode.DOWN);
        script.rest();
        assertThat(bench.workspace().selection().feature().orElseThrow().number()).isEqualTo(17);
        assertThat(text("#breadcrumb")).endsWith("layer 1 › feature 17");

        robot.type(KeyCode.ENTER);
        script.rest();
        assertThat(text("#feature-name")).isEqualTo("Feature 17");
        robot.clickOn("#feature-label").write("a knot");
        robot.type(KeyCode.ENTER);
        script.rest();
        assertThat(FeatureLabels.of(sae).of(17).orElseThrow().text()).isEqualTo("a knot");
        assertThat(text("#breadcrumb")).endsWith("feature 17 “a knot”");
        assertThat(text("#inspected-feature")).isEqualTo("Feature 17 “a knot”");

        robot.clickOn("#use-hold");
        script.rest();
        FeatureEdit edit = (FeatureEdit) rows().getFirst().parts().getFirst().edit();
        assertThat(edit.feature()).isEqualTo(17);
        assertThat(edit.operation()).isEqualTo(Operation.CLAMP_FEATURE);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A).release(KeyCode.A, KeyCode.SHIFT, KeyCode.CONTROL);
        script.rest();
        assertThat(rows()).extracting(SteeringRow::name).containsExactly("a knot", "a knot");
        script.act(() -> bench.workspace().steeringHistory().undo());
        assertThat(rows()).hasSize(1);
        script.act(() -> bench.workspace().steeringHistory().undo());
        script.rest();
    }

    @Test
    void aHarvestIsMadeAndItsExamplesAreSeenThenQualityIsMeasured(FxRobot robot) {
        openAndRun();
        robot.clickOn("#features-feature");
        script.rest();
        assertThat(((Button) one("#harvest-start")).isDisabled()).isTrue();
        robot.clickOn("#harvest-corpus");
        script.rest();
        assertThat(((Button) one("#harvest-corpus")).getText()).isEqualTo("texts.txt");
        robot.doubleClickOn("#harvest-tokens").write("900").type(KeyCode.ENTER);
        robot.clickOn("#harvest-start");
        script.rest();
        ListView<?> examples = (ListView<?>) one("#feature-examples");
        assertThat(UiScript.onUi(() -> examples.getItems().size())).isPositive();
        assertThat(text("#harvest-about")).endsWith("tokens of texts.txt");
        assertThat(text("#feature-facts")).contains("density 0.");
        assertThat(UiScript.onUi(() -> examples.lookupAll(".list-cell").size())).isPositive();
        robot.clickOn("#examples-random");
        script.rest();
        assertThat(UiScript.onUi(() -> examples.getItems().size())).isPositive();
        robot.clickOn("#list-together");
        script.rest();
        assertThat(UiScript.onUi(() -> ((TableView<?>) pane.lookup("#feature-together")).getItems().size()))
                .isPositive();

        robot.clickOn("#features-quality");
        script.rest();
        robot.clickOn("#quality-corpus");
        robot.clickOn("#quality-start");
        script.rest();
        assertThat(UiScript.onUi(() -> ((TableView<?>) pane.lookup("#quality-table")).getColumns().size()))
                .isEqualTo(2);
        assertThat(text("#quality-caption")).contains("ε_LBO");
        robot.clickOn("#chart-pareto");
        script.rest();
        assertThat(one("#quality-chart").getAccessibleText()).contains("sparsity and loss recovered");
        for (String each : List.of("#features-prompt", "#features-quality")) {
            robot.clickOn(each);
            script.rest();
        }
    }

    @Test
    void aFolderWithoutAnSaeSaysWhy(FxRobot robot) {
        openAndRun();
        robot.clickOn("#features-open");
        robot.clickOn("Open a folder…");
        script.rest();
        assertThat(UiScript.onUi(() -> pane.lookup("#features").lookupAll(".state-title").stream()
                .map(each -> ((Label) each).getText()).toList())).contains("there is no SAE in this folder");
    }

    /// A model that brings an SAE along.
    private Path openAndRun() {
        Path model = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
        Path sae = model.resolve("saes").resolve(SmallSae.SITE);
        try (Session session = Session.local();
                OpenModel open = session.open(new OpenRequest(new ModelLocation.Folder(model))).await()) {
            Files.createDirectories(sae.getParent());
            SmallSae.train(open, SmallSae.texts(folder.resolve("texts.txt")), sae);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        script.act(() -> bench.models().open(model.toString()));
        script.rest();
        script.act(() -> bench.prompt().set(new Prompt.Text("abracadabra")));
        script.act(bench.prompt()::run);
        script.rest();
        return sae;
    }

    /// What a click on the header of the numbers does; without a display the robot's clicks on headers sort nothing.
    private <T> void sort(TableView<T> table, TableColumn.SortType way) {
        script.act(() -> {
            TableColumn<T, ?> numbers = table.getColumns().getFirst();
            numbers.setSortType(way);
            table.getSortOrder().setAll(List.of(numbers));
        });
        script.rest();
        assertThat(UiScript.onUi(() -> table.getSortOrder().size())).isEqualTo(1);
    }

    private static String first(TableView<?> table) {
        return UiScript.onUi(() -> table.getItems().getFirst().toString());
    }

    private Node one(String selector) {
        return UiScript.onUi(() -> pane.lookup(selector));
    }

    private String text(String selector) {
        return UiScript.onUi(() -> switch (pane.lookup(selector)) {
            case Label label -> label.getText();
            case TextField field -> field.getText();
            default -> "";
        });
    }

    private List<SteeringRow> rows() {
        return UiScript.onUi(() -> bench.workspace().steeringProperty().get().rows());
    }
}
