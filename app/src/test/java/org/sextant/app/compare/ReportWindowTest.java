package org.sextant.app.compare;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sextant.app.compare.ReportViewModel.Format;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

/// The list of figures over its window.
@ExtendWith(ApplicationExtension.class)
class ReportWindowTest {
    private final AtomicInteger saved = new AtomicInteger();
    private final StackPane under = new StackPane();
    private final ReportViewModel choice = new ReportViewModel(
            ReportViewModelTest.draft("ranks", "norm-ratio", "texts"),
            new ReportViewModel.Remembered());

    @Start
    void start(Stage stage) {
        stage.setScene(new Scene(under, 700, 500));
        stage.show();
        new ReportWindow(under).ask(choice, saved::incrementAndGet);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private static boolean isShown() {
        return WaitForAsyncUtils.waitForAsyncFx(5000, () -> Window.getWindows().size() > 1);
    }

    private static <T extends Node> T one(FxRobot robot, String selector, Class<T> type) {
        return robot.lookup(selector).queryAs(type);
    }

    @Test
    void figuresAndFormatAreChosenAndThePageIsSaved(FxRobot robot) {
        robot.clickOn("#report-norm-ratio").clickOn("#report-format-pdf").clickOn("#report-save");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(saved).hasValue(1);
        assertThat(isShown()).isFalse();
        assertThat(choice.decide().chosen()).containsExactlyInAnyOrder("ranks", "texts");
        assertThat(choice.formatProperty().get()).isEqualTo(Format.PDF);
    }

    @Test
    void withNothingTickedThereIsNothingToSave(FxRobot robot) {
        robot.clickOn("#report-none");
        assertThat(one(robot, "#report-save", Button.class).isDisabled()).isTrue();
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(saved).hasValue(0);
        robot.clickOn("#report-texts");
        assertThat(one(robot, "#report-save", Button.class).isDisabled()).isFalse();
        robot.clickOn("#report-all");
        assertThat(one(robot, "#report-ranks", CheckBox.class).isSelected()).isTrue();
    }

    @Test
    void theKeyboardIsEnough(FxRobot robot) {
        assertThat(one(robot, "#report-ranks", CheckBox.class).isFocused()).isTrue();
        robot.type(KeyCode.SPACE, KeyCode.TAB, KeyCode.TAB, KeyCode.TAB);
        assertThat(one(robot, "#report-format-html", ToggleButton.class).isFocused()).isTrue();
        robot.type(KeyCode.RIGHT);
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(saved).hasValue(1);
        assertThat(choice.decide()).returns(Format.PDF, ReportViewModel.Decision::format)
                .extracting(ReportViewModel.Decision::chosen).asInstanceOf(
                        InstanceOfAssertFactories.collection(String.class))
                .containsExactlyInAnyOrder("norm-ratio", "texts");
    }

    @Test
    void escapeWritesNoPage(FxRobot robot) {
        robot.type(KeyCode.ESCAPE);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(isShown()).isFalse();
        assertThat(saved).hasValue(0);
    }

    @Test
    void everyControlHasANameAndSaysWhatItDoes(FxRobot robot) {
        for (String button : List.of("#report-save", "#report-cancel", "#report-all", "#report-none",
                "#report-format-html", "#report-format-pdf")) {
            assertThat(one(robot, button, ButtonBase.class)).as(button)
                    .satisfies(each -> assertThat(each.getTooltip().getText()).isNotEmpty())
                    .satisfies(each -> assertThat(each.getText()).isNotEmpty());
        }
        assertThat(one(robot, "#report-figures", Node.class).getAccessibleText()).isNotEmpty();
        assertThat(one(robot, "#report-texts", CheckBox.class).getText()).isEqualTo("Title of texts");
        assertThat(((Stage) robot.lookup("#report-dialog").query().getScene().getWindow()).getOwner())
                .isSameAs(under.getScene().getWindow());
    }
}
