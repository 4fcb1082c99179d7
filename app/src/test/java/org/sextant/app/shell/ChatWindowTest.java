package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.shell.PromptModel.Reading;
import org.sextant.app.state.Preferences;
import org.sextant.runtime.session.RunRequest;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// A conversation in the window, without a display.
@ExtendWith(ApplicationExtension.class)
class ChatWindowTest {
    private final StubSession session = new StubSession();
    private Workbench bench;

    @Start
    void start(Stage stage) {
        bench = new Workbench(() -> session, SmallDemos.none(), Preferences.DEFAULT, _ -> {}, _ -> List.of());
        stage.setScene(new WorkbenchPane(bench, then -> then.accept(Path.of("/models/harbour-base"))).scene(960, 800));
        stage.show();
    }

    @Test
    void turnsAreTypedMovedRunAndEditedAsText(FxRobot robot) {
        ToggleButton toggle = robot.lookup("#reading-chat").queryAs(ToggleButton.class);
        assertThat(toggle.isDisabled()).isTrue();
        assertThat(toggle.getAccessibleHelp()).contains("Open a model");
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        await(() -> bench.workspace().modelProperty().get().isPresent() && !toggle.isDisabled());
        robot.clickOn(toggle);
        assertThat(bench.prompt().readingProperty().get()).isEqualTo(Reading.CHAT);
        assertThat(robot.lookup("#prompt").query().isVisible()).isFalse();

        robot.clickOn(".chat-content").write("hi");
        robot.clickOn("#chat-add").write("ho");
        TextArea rendered = robot.lookup("#chat-rendered").queryAs(TextArea.class);
        await(() -> rendered.getText().equals("user: hi\nassistant: ho"));
        robot.press(KeyCode.ALT, KeyCode.UP).release(KeyCode.UP, KeyCode.ALT);
        await(() -> rendered.getText().equals("assistant: ho\nuser: hi\nassistant:"));
        assertThat(bench.prompt().chat().turns().getFirst().contentProperty().get()).isEqualTo("ho");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        await(() -> bench.workspace().runProperty().get().isPresent());
        assertThat(((RunRequest) session.models.getFirst().asked.getFirst()).prompt())
                .isEqualTo(bench.prompt().chat().prompt());

        robot.clickOn("#chat-as-text");
        TextArea field = robot.lookup("#prompt").queryAs(TextArea.class);
        assertThat(field.isVisible()).isTrue();
        assertThat(field.getText()).isEqualTo("assistant: ho\nuser: hi\nassistant:");
        assertThat(robot.lookup("#special-tokens").queryAs(ToggleButton.class).isSelected()).isFalse();
        assertThat(session.faults).isEmpty();
    }

    @Test
    void aTurnThatIsAddedIsScrolledTo(FxRobot robot) {
        robot.interact(() -> bench.models().open("/models/harbour-base"));
        await(() -> bench.workspace().modelProperty().get().isPresent());
        robot.interact(() -> bench.prompt().readingProperty().set(Reading.CHAT));
        for (int turn = 1; turn < 6; turn++) {
            robot.clickOn("#chat-add");
        }
        assertThat(robot.lookup("#chat .scroll-pane").queryAs(ScrollPane.class).getVvalue()).isGreaterThan(0.9);
    }

    @Test
    void everyControlOfATurnSaysWhatItIsFor(FxRobot robot) {
        robot.interact(() -> bench.models().open("/models/harbour-base"));
        await(() -> bench.workspace().modelProperty().get().isPresent());
        robot.interact(() -> bench.prompt().readingProperty().set(Reading.CHAT));
        WaitForAsyncUtils.waitForFxEvents();
        for (Node control : robot.lookup("#chat .button, #chat .combo-box, #chat .text-area").queryAll()) {
            assertThat(control.getAccessibleText()).as(control.toString()).isNotBlank();
            assertThat(control.isFocusTraversable()).as(control.toString()).isTrue();
            if (control instanceof Button button) {
                assertThat(button.getTooltip().getText()).isNotBlank();
            }
        }
        assertThat(robot.lookup("#chat .button").queryAll()).hasSizeGreaterThanOrEqualTo(5);
    }

    private static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(120, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(60_000,
                    condition::getAsBoolean));
        } catch (TimeoutException late) {
            throw new AssertionError("it never came about", late);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
