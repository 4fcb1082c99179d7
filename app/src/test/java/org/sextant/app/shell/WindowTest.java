package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Stage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.PreferencesFile;
import org.sextant.app.state.Selection;
import org.sextant.app.state.ThemeChoice;
import org.sextant.app.state.WindowBounds;
import org.sextant.app.view.Command;
import org.sextant.app.view.CopyTable;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// The window as a person uses it, without a display.
@ExtendWith(ApplicationExtension.class)
class WindowTest {
    private static final double LONGEST_UI_TASK_MILLIS = 250;

    private final StubSession session = new StubSession();
    private Workbench bench;
    private Path chosen = Path.of("/models/harbour-base");
    @TempDir
    private Path folder;

    @Start
    void start(Stage stage) {
        bench = new Workbench(() -> session, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                new PreferencesFile(folder.resolve("preferences.json"))::save, _ -> List.of(),
                UiThreadWork.meter());
        Scene scene = new WorkbenchPane(bench, then -> then.accept(chosen)).scene(960, 800);
        stage.setScene(scene);
        stage.show();
    }

    /// What must hold whatever was done.
    @AfterEach
    void theUiThreadNeverCalledTheRuntime() {
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(session.faults).isEmpty();
    }

    @Test
    void opensRunsAndShowsWhatComesNextByKeysAlone(FxRobot robot) {
        openAndType(robot, "When Anna and Tom");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await(() -> bench.workspace().runProperty().get().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        CopyTable<Prediction> table = robot.lookup("#next-tokens").query();
        assertThat(table.getItems()).hasSize(10);
        assertThat(table.getItems().getFirst().token()).isEqualTo(" Tom");
        assertThat(table.tsv()).startsWith("#\tToken\tProbability\tLogit\tId\n0\t Tom\t0.6132\t14.21\t300\n");
        assertThat(robot.lookup("#status-model").queryAs(Label.class).getText()).isEqualTo("cpu · float32 · 512 MB");
    }

    @Test
    void aModelOpensInTheTypeThatIsChosenAfterAskingWhatItTakes(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O).release(KeyCode.O, KeyCode.SHIFT, KeyCode.CONTROL);
        await(() -> robot.lookup(".open-choice").tryQuery().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(bench.workspace().modelProperty().get()).isEmpty();
        List<String> choices = robot.lookup(".open-choice .radio-button").queryAllAs(RadioButton.class).stream()
                .map(RadioButton::getText).toList();
        assertThat(choices).containsExactly("float32 · about 512 MB of memory", "float64 · about 1.02 GB of memory",
                "cpu");
        robot.clickOn("float64 · about 1.02 GB of memory").type(KeyCode.ENTER);
        await(() -> bench.workspace().modelProperty().get().isPresent());
        assertThat(session.asked.getLast().dtype()).isEqualTo(Dtype.FLOAT64);
        assertThat(session.asked.getLast().device()).isEqualTo("cpu");
    }

    @Test
    void clickingAChipAndArrowsMoveTheSharedSelection(FxRobot robot) {
        openAndType(robot, "When Anna and Tom");
        TokenStrip strip = robot.lookup("#tokens").queryAs(TokenStrip.class);
        await(() -> bench.prompt().tokensProperty().get().size() == 5);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(strip.localToScreen(strip.centreOf(2)));
        assertThat(bench.workspace().selection().token()).hasValue(2);
        robot.type(KeyCode.RIGHT).type(KeyCode.RIGHT).type(KeyCode.RIGHT);
        assertThat(bench.workspace().selection().token()).hasValue(4);
        robot.type(KeyCode.HOME);
        assertThat(bench.workspace().selection().token()).hasValue(0);
        robot.press(KeyCode.ALT, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.ALT);
        assertThat(bench.workspace().selection()).isEqualTo(Selection.NONE);
    }

    @Test
    void aBadFolderShowsTheBannerAndKeepsEverything(FxRobot robot) {
        openAndType(robot, "When");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await(() -> bench.workspace().runProperty().get().isPresent());
        var run = bench.workspace().runProperty().get();
        chosen = Path.of("/models/bad");
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        await(() -> bench.errors().problemProperty().get().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#banner").query().isVisible()).isTrue();
        assertThat(bench.workspace().runProperty().get()).isEqualTo(run);
        assertThat(robot.lookup("#prompt").queryAs(TextArea.class).getText()).isEqualTo("When");
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#banner").query().isVisible()).isFalse();
    }

    @Test
    void textGrowsAndEscapeStopsIt(FxRobot robot) {
        openAndType(robot, "When");
        robot.press(KeyCode.CONTROL, KeyCode.G).release(KeyCode.G, KeyCode.CONTROL);
        await(() -> !session.models.getFirst().generations.isEmpty());
        var job = session.models.getFirst().generations.getFirst();
        job.tell(new Update.Generated(new Token(2, 7, " Tom", "", false), " Tom", 0.5f));
        Label summary = robot.lookup("#generation-summary").queryAs(Label.class);
        await(() -> !summary.getText().isEmpty());
        assertThat(summary.getText()).isEqualTo("1 token");
        assertThat(robot.lookup("#stop").queryAs(Button.class).isVisible()).isTrue();
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(job.isCancelled()).isTrue();
        assertThat(robot.lookup("#generate").queryAs(Button.class).isVisible()).isTrue();
    }

    @Test
    void theCommandPaletteRunsWhatItsFilterFinds(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> robot.lookup("#palette-filter").queryTextInputControl().setText("open folder"));
        robot.type(KeyCode.ENTER);
        await(() -> bench.workspace().modelProperty().get().isPresent());
        assertThat(bench.workspace().modelProperty().get().orElseThrow().card().name()).isEqualTo("harbour-base");
    }

    @Test
    void oneThingOverTheWindowGivesWayToTheNextAtOnce(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> robot.lookup("#palette-filter").queryTextInputControl().setText("keys"));
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup(".key-sheet").queryAll()).hasSize(1);
        assertThat(robot.lookup(".key-sheet .key").queryAllAs(Label.class)).extracting(Label::getText)
                .contains("Ctrl+K").noneMatch(keys -> keys.contains("_") || keys.contains("DIGIT"));
        assertThat(robot.lookup(".palette").queryAll()).isEmpty();
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup(".key-sheet").queryAll()).isEmpty();
    }

    @Test
    void aLongPromptKeepsItsRowsInASmallWindow(FxRobot robot) {
        TextArea field = robot.lookup("#prompt").queryAs(TextArea.class);
        robot.interact(() -> bench.prompt().textProperty().set("When Anna and Tom went to the market, ".repeat(30)));
        await(() -> field.getHeight() >= field.prefHeight(-1) && field.getPrefRowCount() == 4);
        assertThat(robot.lookup("#status").queryAs(Region.class).getHeight()).isLessThanOrEqualTo(30);
    }

    @Test
    void theOutputBeginsWithItsShareOfTheWindow(FxRobot robot) {
        assertThat(robot.lookup(".output").queryAs(Region.class).getHeight()).isBetween(0.26 * 800, 0.28 * 800);
    }

    @Test
    void undoAndRedoWorkInThePrompt(FxRobot robot) {
        openAndType(robot, "When");
        TextArea field = robot.lookup("#prompt").queryAs(TextArea.class);
        robot.interact(() -> field.replaceText(0, 4, "Then"));
        robot.press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        assertThat(field.getText()).isEqualTo("When");
        robot.press(KeyCode.CONTROL, KeyCode.Y).release(KeyCode.Y, KeyCode.CONTROL);
        assertThat(field.getText()).isEqualTo("Then");
    }

    @Test
    void aRecentPromptIsReadAsItWas(FxRobot robot) {
        openAndType(robot, "5, 6");
        robot.interact(() -> bench.prompt().readingProperty().set(PromptModel.Reading.IDS));
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await(() -> bench.workspace().runProperty().get().isPresent());
        robot.interact(() -> bench.prompt().set(new Prompt.Text("something else")));
        MenuButton recent = robot.lookup("#recent-prompts").queryAs(MenuButton.class);
        robot.interact(() -> recent.getItems().getFirst().fire());
        assertThat(bench.prompt().prompt()).isEqualTo(new Prompt.Ids(List.of(5, 6)));
    }

    @Test
    void theSelectedTokensIdAndBytesAreSaidAndRead(FxRobot robot) {
        openAndType(robot, "When Anna");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await(() -> bench.workspace().runProperty().get().isPresent());
        robot.interact(() -> bench.workspace().select(Selection.NONE.withToken(2)));
        WaitForAsyncUtils.waitForFxEvents();
        int id = bench.prompt().tokensProperty().get().get(2).id();
        assertThat(robot.lookup("#inspected-token").queryAs(Label.class).getText())
                .isEqualTo("id " + id + " · bytes 20 41 6e 6e 61");
        assertThat(robot.lookup("#tokens").query().getAccessibleText())
                .isEqualTo("position 2  “·Anna”\nid " + id + "\nbytes 20 41 6e 6e 61");
        robot.interact(() -> bench.workspace().clearSelection());
        assertThat(robot.lookup("#tokens").query().getAccessibleText()).isEqualTo("Tokens of the prompt");
    }

    @Test
    void pointingAtTokensThatHaveJustGoneHurtsNobody(FxRobot robot) {
        openAndType(robot, "When Anna and Tom");
        await(() -> bench.prompt().tokensProperty().get().size() == 5);
        WaitForAsyncUtils.waitForFxEvents();
        TokenStrip strip = robot.lookup("#tokens").queryAs(TokenStrip.class);
        robot.interact(() -> {
            Point2D last = strip.centreOf(4);
            strip.setTokens(bench.prompt().tokensProperty().get().subList(0, 2));
            Event.fireEvent(strip, new MouseEvent(MouseEvent.MOUSE_MOVED, last.getX(), last.getY(), 0, 0,
                    MouseButton.NONE, 0, false, false, false, false, false, false, false, false, false, false, null));
            Event.fireEvent(strip, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DOWN, false, false, false,
                    false));
        });
        assertThat(bench.errors().problemProperty().get()).isEmpty();
    }

    @Test
    void aModelThatHasRunNothingShowsItsCardAndTheBannerItsWarnings(FxRobot robot) {
        session.warnings.add("model.norm.weight holds 1 value that is not finite");
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        await(() -> bench.workspace().modelProperty().get().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#opened .card-title").queryAs(Label.class).getText()).isEqualTo("harbour-base");
        assertThat(robot.lookup("#opened .card-warning").queryAs(Label.class).getText()).contains("not finite");
        assertThat(robot.lookup("#banner").query().isVisible()).isTrue();
        robot.press(KeyCode.CONTROL, KeyCode.W).release(KeyCode.W, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#opened").queryAll()).isEmpty();
        assertThat(robot.lookup("#banner").query().isVisible()).isFalse();
    }

    @Test
    void theWindowIsNotPutWhereNoScreenIs(FxRobot robot) {
        robot.interact(() -> {
            var lost = new Stage();
            SextantApplication.place(lost, new WindowBounds(-30000, 200, 1000, 700, false));
            assertThat(lost.getX()).isNaN();
            assertThat(lost.getY()).isNaN();
            assertThat(lost.getWidth()).isEqualTo(1000);
            var kept = new Stage();
            SextantApplication.place(kept, new WindowBounds(10, 20, 1000, 700, false));
            assertThat(kept.getX()).isEqualTo(10);
            assertThat(kept.getY()).isEqualTo(20);
        });
    }

    @Test
    void thousandsOfTokensArePaintedOnceAPulseWithinTheBudget(FxRobot robot) {
        openAndType(robot, "When");
        TokenStrip strip = robot.lookup("#tokens").queryAs(TokenStrip.class);
        robot.interact(() -> bench.prompt().textProperty().set("word ".repeat(1000)));
        await(() -> bench.prompt().tokensProperty().get().size() > 1000);
        WaitForAsyncUtils.waitForFxEvents();
        bench.meter().takePeakMillis();
        AtomicInteger pulses = new AtomicInteger();
        robot.interact(() -> strip.getScene().addPreLayoutPulseListener(pulses::incrementAndGet));
        int before = strip.paints();
        robot.interact(() -> bench.meter().measure(() -> {
            for (int token = 0; token < 1000; token++) {
                bench.workspace().moveSelection(Selection.NONE.withToken(token));
            }
        }));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(strip.paints() - before).isBetween(1, pulses.get() + 1);
        assertThat(bench.meter().takePeakMillis()).isLessThan(LONGEST_UI_TASK_MILLIS);
    }

    @Test
    void aWindowWhereNothingHappensIsNotWoken(FxRobot robot) {
        List<Runnable> later = new CopyOnWriteArrayList<>();
        Workbench still = new Workbench(() -> session, SmallDemos.none(), Preferences.DEFAULT, _ -> {}, _ -> List.of());
        var stage = new AtomicReference<Stage>();
        robot.interact(() -> {
            stage.set(new Stage());
            stage.get().setScene(
                    new Scene(new StatusBar(still, Command.of(Command.Menu.MODEL, "Trust", () -> {}), later::add)));
            stage.get().show();
            still.meter().add(4_200_000);
            still.meter().add(1_000_000);
        });
        Label busy = (Label) stage.get().getScene().lookup("#busy");
        assertThat(later).hasSize(1);
        later.removeFirst().run();
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(busy.getText()).isEqualTo("UI 4 ms");
        assertThat(later).hasSize(1);
        later.removeFirst().run();
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(busy.getText()).isEqualTo("UI 0 ms");
        assertThat(later).isEmpty();
        robot.interact(() -> still.meter().add(1_000_000));
        assertThat(later).hasSize(1);
        robot.interact(stage.get()::hide);
    }

    @Test
    void allThatRunsIsListedWithItsProgressAndCanBeCancelledOneByOne(FxRobot robot) {
        openAndType(robot, "When");
        robot.press(KeyCode.CONTROL, KeyCode.G).release(KeyCode.G, KeyCode.CONTROL);
        chosen = Path.of("/models/slow");
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        Button shown = robot.lookup("#status-task").queryButton();
        await(() -> session.slow.size() == 1 && shown.isVisible());
        assertThat(shown.getText()).isEqualTo("Generating  +1");
        session.slow.getFirst().tell(new Update.Progress("Reading weights", 25, 100, "tensors"));
        robot.clickOn(shown);
        await(() -> robot.lookup(".task-row").queryAll().size() == 2
                && !robot.lookup("Reading weights · 25 of 100 tensors").queryAll().isEmpty());
        List<ProgressBar> bars = List.copyOf(robot.lookup(".task-row .progress-bar").queryAllAs(ProgressBar.class));
        assertThat(bars).extracting(ProgressBar::getProgress).containsExactly(-1.0, 0.25);
        robot.clickOn(robot.lookup(".task-row .button").nth(1).queryButton());
        await(() -> robot.lookup(".task-row").queryAll().size() == 1);
        assertThat(session.slow.getFirst().isCancelled()).isTrue();
        assertThat(session.models.getFirst().generations.getFirst().isCancelled()).isFalse();
        assertThat(shown.getText()).isEqualTo("Generating");
        robot.clickOn(robot.lookup(".task-row .button").queryButton());
        await(() -> !shown.isVisible() && robot.lookup(".task-row").queryAll().isEmpty());
    }

    private void openAndType(FxRobot robot, String text) {
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        await(() -> bench.workspace().modelProperty().get().isPresent());
        robot.press(KeyCode.CONTROL, KeyCode.L).release(KeyCode.L, KeyCode.CONTROL);
        robot.write(text, 0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#prompt").queryAs(TextArea.class).getText()).isEqualTo(text);
    }

    /// Until a background thread has done its part; the limit only ends a test that has failed.
    private static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000,
                    condition::getAsBoolean));
        } catch (TimeoutException never) {
            throw new AssertionError("it never happened", never);
        }
    }
}
