package org.sextant.app.chart;

import java.util.List;
import java.util.OptionalInt;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(ApplicationExtension.class)
class HistogramPaneTest {
    private final HistogramPane pane = new HistogramPane(Runnable::run);

    @Start
    void open(Stage stage) {
        stage.setScene(new Scene(pane, 300, 200));
        stage.show();
    }

    @Test
    void pointingAtABarReadsOutItsIntervalAndCount(FxRobot robot) {
        show(robot, new HistogramFigure("values", "value", "entries", -1, 1, List.of(3, 5, 0, 2)));
        assertThat(pane.getAccessibleText()).isEqualTo("values");

        // The second of four bars lies left of the middle, whatever room the labels take.
        robot.interact(() -> Event.fireEvent(pane, moved(130)));

        assertThat(pane.getAccessibleText()).isEqualTo("values, -0.5000 to 0: 5 of 10");
    }

    @Test
    void arrowsGoFromBarToBarAndStopAtTheEnds(FxRobot robot) {
        show(robot, new HistogramFigure("values", "value", "entries", 0, 3, List.of(3, 5, 2)));

        press(robot, KeyCode.RIGHT);
        assertThat(pane.pointedBinProperty().get()).hasValue(0);
        press(robot, KeyCode.RIGHT);
        press(robot, KeyCode.RIGHT);
        press(robot, KeyCode.RIGHT);
        assertThat(pane.pointedBinProperty().get()).hasValue(2);
        press(robot, KeyCode.LEFT);
        assertThat(pane.getAccessibleText()).isEqualTo("values, 1.000 to 2.000: 5 of 10");
    }

    @Test
    void anotherHistogramForgetsTheBar(FxRobot robot) {
        show(robot, new HistogramFigure("values", "value", "entries", 0, 3, List.of(3, 5, 2)));
        robot.interact(() -> pane.pointedBinProperty().set(OptionalInt.of(2)));

        show(robot, new HistogramFigure("others", "value", "entries", 7, 7, List.of(0, 4)));

        assertThat(pane.getAccessibleText()).isEqualTo("others");
        assertThat(pane.pointedBinProperty().get()).isEmpty();
    }

    private void show(FxRobot robot, HistogramFigure figure) {
        robot.interact(() -> {
            pane.show(figure);
            pane.layout();
        });
    }

    private void press(FxRobot robot, KeyCode code) {
        robot.interact(() -> Event.fireEvent(pane,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private static MouseEvent moved(double x) {
        return new MouseEvent(MouseEvent.MOUSE_MOVED, x, 80, x, 80, MouseButton.NONE, 0, false, false, false, false,
                false, false, false, false, false, true, null);
    }
}
