package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.Session;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

/// The start page and the demo models as a person uses them, on small real models.
@ExtendWith(ApplicationExtension.class)
class StartPageTest {
    @TempDir
    private Path folder;

    private Workbench bench;
    private WorkbenchPane pane;
    private UiScript script;
    private UiThreadWatch watch;

    @Start
    void start(Stage stage) {
        bench = new Workbench(Session::local, SmallDemos.in(folder.resolve("demos"), "tiny/one", "tiny/one@v2"),
                Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT).withRecentModel("/models/gone"), _ -> {},
                WorkbenchViews::all);
        pane = new WorkbenchPane(bench, _ -> {});
        script = new UiScript(bench);
        stage.setScene(pane.scene(960, 900));
        stage.show();
        watch = new UiThreadWatch(Thread.currentThread());
    }

    @AfterEach
    void nothingHeldTheUiThreadUp() {
        script.settle();
        watch.close();
        bench.shutDown();
        assertThat(watch.faults()).isEmpty();
    }

    private String openModel() {
        return UiScript
                .onUi(() -> bench.workspace().modelProperty().get().map(model -> model.card().name()).orElse(""));
    }

    private String ran() {
        return UiScript.onUi(() -> bench.workspace().runProperty().get().orElseThrow().provenance().prompt());
    }

    @Test
    void aClickOnASuggestionOpensTheDemoAndShowsThePromptsTokens(FxRobot robot) {
        script.rest();
        robot.clickOn("A verb that agrees with a noun far away");
        script.rest();

        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(ran()).isEqualTo("The boats behind the old harbour wall");
        assertThat(UiScript.onUi(() -> ((Label) pane.lookup("#token-count")).getText())).isEqualTo("37 tokens");
        assertThat(UiScript.onUi(() -> ((Button) pane.lookup("#model-chip")).getText())).isEqualTo("demo:harbour-base");
        assertThat(UiScript.onUi(() -> pane.lookup("#start") == null)).isTrue();
        assertThat(UiScript.onUi(() -> pane.lookup(".heatmap") != null)).isTrue();
    }

    @Test
    void keysAloneOpenADemo(FxRobot robot) {
        script.rest();
        for (int presses = 0; presses < 60 && !focused("open-harbour-base"); presses++) {
            robot.type(KeyCode.TAB);
        }
        assertThat(focused("open-harbour-base")).isTrue();
        robot.type(KeyCode.ENTER);
        script.rest();

        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(ran()).isEqualTo("When Anna and Tom");
    }

    private boolean focused(String id) {
        return UiScript.onUi(() -> {
            Node owner = pane.getScene().getFocusOwner();
            return owner != null && id.equals(owner.getId());
        });
    }

    @Test
    void aWindowAskedForNothingOpensTheFirstDemo() {
        script.act(() -> WindowRequest.PLAIN.begin(bench));
        script.rest();

        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(ran()).isEqualTo("When Anna and Tom");
        script.act(bench.models()::close);
        script.rest();
        assertThat(UiScript.onUi(() -> pane.lookup("#start") != null)).isTrue();
    }

    @Test
    void thePaletteOffersTheDemosWhileAnotherModelIsOpen(FxRobot robot) {
        script.act(() -> bench.start().open("demo:harbour-mini"));
        script.rest();
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        robot.write("demo models", 0).type(KeyCode.ENTER);
        script.rest();
        assertThat(focused("open-harbour-base")).isTrue();
        robot.type(KeyCode.ESCAPE);
        script.rest();
        assertThat(openModel()).isEqualTo("demo:harbour-mini");

        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        robot.write("demo models", 0).type(KeyCode.ENTER);
        script.rest();
        robot.type(KeyCode.ENTER);
        script.rest();
        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(UiScript.onUi(() -> pane.lookup(".demo-overlay") == null
                || !pane.lookup(".demo-overlay").getParent().isVisible())).isTrue();
    }

    @Test
    void theModelMenuHasEveryDemo() {
        script.rest();
        List<String> entries = UiScript.onUi(() -> ((MenuBar) pane.lookup(".menu-bar")).getMenus().stream()
                .flatMap(menu -> menu.getItems().stream()).filter(item -> "demo-menu".equals(item.getId()))
                .flatMap(menu -> ((Menu) menu).getItems().stream()).map(MenuItem::getText).toList());
        assertThat(entries).containsExactly("harbour-base", "harbour-mini");
    }

    @Test
    void whatWasFetchedBeforeIsOfferedOnThePageInTheMenuAndBesideAnotherModel() {
        script.rest();
        assertThat(UiScript.onUi(() -> pane.lookup("#start").lookupAll(".row-button").stream()
                .map(node -> ((Button) node).getText()).toList())).contains("tiny/one", "tiny/one@v2");
        List<String> entries = UiScript.onUi(() -> ((MenuBar) pane.lookup(".menu-bar")).getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(item -> "Open from the Hugging Face cache".equals(item.getText()))
                .flatMap(menu -> ((Menu) menu).getItems().stream()).map(MenuItem::getText).toList());
        assertThat(entries).containsExactly("tiny/one", "tiny/one@v2");
        script.act(() -> bench.start().open("demo:harbour-mini"));
        script.rest();
        MenuButton beside = (MenuButton) pane.lookup("#compare-with");
        script.act(() -> beside.getOnShowing().handle(null));
        assertThat(UiScript.onUi(() -> beside.getItems().stream()
                .filter(item -> "From the Hugging Face cache".equals(item.getText()))
                .flatMap(menu -> ((Menu) menu).getItems().stream()).map(MenuItem::getText).toList()))
                .containsExactly("tiny/one", "tiny/one@v2");
    }

    @Test
    void theOpenDemosSuggestionsComeFirstAmongTheExamples() {
        script.act(() -> bench.start().open("demo:harbour-mini"));
        script.rest();
        MenuButton examples = (MenuButton) pane.lookup("#example-prompts");
        List<MenuItem> items = UiScript.onUi(() -> List.copyOf(examples.getItems()));

        assertThat(((Label) ((VBox) items.getFirst().getGraphic()).getChildren().getFirst()).getText())
                .isEqualTo("Who gets it? Compare with harbour-base");
        assertThat(items.get(1)).isInstanceOf(SeparatorMenuItem.class);
        script.act(bench.models()::close);
        script.rest();
        assertThat(UiScript.onUi(() -> examples.getItems().getFirst().getGraphic())).isNotNull();
        assertThat(UiScript.onUi(() -> List.copyOf(examples.getItems()))).hasSize(items.size() - 2);
    }

    @Test
    void everyControlOfThePageSaysWhatItDoes() {
        script.rest();
        List<Button> buttons = UiScript.onUi(() -> pane.lookup("#start").lookupAll(".button").stream()
                .map(Button.class::cast).toList());

        assertThat(buttons).hasSize(2 + 4 + 1 + 1 + 2).allSatisfy(button -> {
            assertThat(button.getAccessibleText()).isNotBlank();
            assertThat(button.getTooltip().getText()).isNotBlank();
        });
    }
}
