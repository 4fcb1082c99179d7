package org.sextant.app.shell;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sextant.app.chart.TracksPane;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.GenerationSettings.Follow;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.ThemeChoice;
import org.sextant.runtime.session.GenerateBesideResult;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// Two texts in the window while a slider moves.
@ExtendWith(ApplicationExtension.class)
class GenerationBesideWindowTest {
    private final StubSession session = new StubSession();
    private Workbench bench;
    private final StringBuilder[] soFar = {new StringBuilder(), new StringBuilder()};

    @Start
    void start(Stage stage) {
        bench = new Workbench(() -> session, SmallDemos.none(), Preferences.DEFAULT.withTheme(ThemeChoice.LIGHT),
                _ -> {}, _ -> List.of(), UiThreadWork.meter());
        Scene scene = new WorkbenchPane(bench, then -> {}).scene(1280, 800);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void theUiThreadNeverCalledTheRuntime() {
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(session.faults).isEmpty();
    }

    @Test
    void bothColumnsGrowAndAMovedSliderIsSeenInTheStripAndUnderThePointer(FxRobot robot) {
        StubJob<GenerateBesideResult> job = begin(robot);
        GeneratedFlow unsteered = robot.lookup("#generated").queryAs(GeneratedFlow.class);
        GeneratedFlow steered = robot.lookup("#generated-steered").queryAs(GeneratedFlow.class);
        TracksPane strip = robot.lookup("#coefficients").queryAs(TracksPane.class);
        tell(job, false, 1, "Tom");
        tell(job, true, 2, "Everybody");
        move(robot, -1.5);
        tell(job, false, 1, " went");
        tell(job, true, 4, " slept");
        await(() -> strip.getAccessibleText().equals("token 1, calm = -1.5"));
        assertThat(unsteered.isVisible()).isTrue();
        assertThat(steered.isVisible()).isTrue();
        assertThat(steered.getWidth()).isEqualTo(unsteered.getWidth()).isGreaterThan(300);
        assertThat(steered.localToScene(0, 0).getX()).isGreaterThan(unsteered.localToScene(0, 0).getX() + 300);
        assertThat(steered.lookup(".generated-mark").getBoundsInParent().getWidth()).isPositive();

        robot.moveTo(steered.localToScreen(new Point2D(12, 8)));
        await(() -> tooltip().endsWith("\n\ncalm = 2"));
        Bounds strips = strip.localToScreen(strip.getBoundsInLocal());
        robot.moveTo(new Point2D(strips.getMinX() + 17, strips.getCenterY()));
        await(() -> tooltip().equals("token 0\ncalm = 2"));
        robot.clickOn(strip);
        await(() -> strip.getAccessibleText().equals("token 1, calm = -1.5"));
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT);
        await(() -> strip.getAccessibleText().equals("token 0, calm = 2"));
    }

    @Test
    void wholeKeepsTheOldTextDimmedUntilTheFirstNewToken(FxRobot robot) {
        robot.interact(() -> bench.workspace().steeringProperty().set(GenerationBesideTest.calm(0)));
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("#follow-whole");
        assertThat(bench.preferences().get().generation().follow()).isEqualTo(Follow.WHOLE);
        StubJob<GenerateBesideResult> job = begin(robot);
        tell(job, true, 1, "Tom");
        await(() -> bench.generation().texts().size() == 1);
        move(robot, 3);
        await(() -> session.models.getFirst().pairs.size() == 2);
        GeneratedFlow steered = robot.lookup("#generated-steered").queryAs(GeneratedFlow.class);
        await(() -> steered.getParent().getOpacity() < 1);
        assertThat(bench.generation().texts().steered().orElseThrow().text().text()).isEqualTo("Tom");
        soFar[1].setLength(0);
        tell(session.models.getFirst().pairs.getLast(), true, 5, "Anna");
        await(() -> steered.getParent().getOpacity() == 1);
        assertThat(bench.generation().texts().steered().orElseThrow().text().text()).isEqualTo("Anna");
    }

    @Test
    void theEndIsInSightUnlessOneHasScrolledBackToRead(FxRobot robot) {
        StubJob<GenerateBesideResult> job = begin(robot);
        ScrollPane scroll = robot.lookup(".generation .scroll-pane").queryAs(ScrollPane.class);
        tell(job, true, 1, "a line of the text ".repeat(100));
        await(() -> scroll.getContent().getLayoutBounds().getHeight() > 300 && scroll.getVvalue() == 1);
        tell(job, true, 1, "a line of the text ".repeat(100));
        await(() -> scroll.getContent().getLayoutBounds().getHeight() > 600 && scroll.getVvalue() == 1);
        robot.interact(() -> scroll.setVvalue(0));
        tell(job, false, 1, "another ".repeat(1000));
        await(() -> scroll.getContent().getLayoutBounds().getHeight() > 900);
        assertThat(scroll.getVvalue()).isZero();
    }

    @Test
    void withoutASliderThereIsOneText(FxRobot robot) {
        assertThat(robot.lookup("#generated-steered").query().isVisible()).isFalse();
        assertThat(robot.lookup("#coefficients").query().isVisible()).isFalse();
        assertThat(robot.lookup("#follow-whole").query().getParent().getParent().isVisible()).isFalse();
    }

    private StubJob<GenerateBesideResult> begin(FxRobot robot) {
        robot.interact(() -> bench.models().open("/models/a"));
        await(() -> bench.workspace().modelProperty().get().isPresent());
        robot.interact(() -> bench.prompt().textProperty().set("one"));
        move(robot, 2);
        robot.press(KeyCode.CONTROL, KeyCode.G).release(KeyCode.G, KeyCode.CONTROL);
        await(() -> !session.models.getFirst().pairs.isEmpty());
        return session.models.getFirst().pairs.getFirst();
    }

    private void move(FxRobot robot, double coefficient) {
        SteeringSet sliders = GenerationBesideTest.calm(coefficient);
        robot.interact(() -> bench.workspace().steeringProperty().set(sliders));
    }

    private void tell(StubJob<GenerateBesideResult> job, boolean steered, int id, String text) {
        StringBuilder all = soFar[steered ? 1 : 0].append(text);
        SteeringPlan plan = steered ? bench.workspace().steeringProperty().get().plan() : SteeringPlan.NONE;
        job.tell(new Update.Beside(steered, new Token(1, id, text, "", false), all.toString(), 0.5f, plan));
    }

    private static String tooltip() {
        return Window.getWindows().stream().filter(Tooltip.class::isInstance).map(each -> ((Tooltip) each).getText())
                .findFirst().orElse("");
    }

    /// Until a background thread has done its part; the limit only ends a test that has failed.
    private static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.waitForAsyncFx(60_000, condition::getAsBoolean));
        } catch (TimeoutException never) {
            throw new AssertionError("it never happened", never);
        }
    }
}
