package org.sextant.app.chart;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.sextant.app.chart.Tracks.Setting;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(ApplicationExtension.class)
class TracksPaneTest {
    private TracksPane pane;

    @Start
    void open(Stage stage) {
        pane = new TracksPane("token");
        stage.setScene(new Scene(pane, 400, 46));
        stage.show();
    }

    @Test
    void arrowsGoFromStepToStepAndSayItsValues(FxRobot robot) {
        var tracks = new Tracks(64);
        assertThat(pane.getAccessibleText()).isEqualTo("Nothing yet");
        tracks.add(List.of(new Setting("calm", 0, 2, 0), new Setting("kind", 1, 1, 0)));
        tracks.add(List.of(new Setting("calm", 0, -1, 0), new Setting("kind", 1, 1, 0)));
        show(robot, tracks);
        assertThat(pane.getAccessibleText()).isEqualTo("token 1, calm = -1, kind = 1");
        robot.interact(pane::requestFocus);
        robot.type(KeyCode.LEFT).type(KeyCode.LEFT).type(KeyCode.LEFT);
        assertThat(pane.pointedStepProperty().get()).hasValue(0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(pane.getAccessibleText()).isEqualTo("token 0, calm = 2, kind = 1");
        show(robot, new Tracks(64));
        assertThat(pane.pointedStepProperty().get()).isEmpty();
    }

    @Test
    void eachLineIsSeenInItsColourThoughAllTakeTheSameCourse(FxRobot robot) {
        var tracks = new Tracks(64);
        IntStream.range(0, 64).forEach(step -> tracks.add(settings(1)));
        show(robot, tracks);
        Set<Integer> seen = new HashSet<>();
        robot.interact(() -> {
            WritableImage picture = pane.snapshot(null, null);
            IntStream.range(0, (int) picture.getHeight())
                    .forEach(row -> seen.add(picture.getPixelReader().getArgb(200, row)));
        });
        assertThat(seen).containsAll(Palette.light().categories());
    }

    @Test
    void thousandsOfChangesArePaintedOnceAPulse(FxRobot robot) {
        var tracks = new Tracks(4000);
        show(robot, tracks);
        AtomicInteger pulses = new AtomicInteger();
        robot.interact(() -> pane.getScene().addPreLayoutPulseListener(pulses::incrementAndGet));
        int before = pane.paints();
        robot.interact(() -> IntStream.range(0, 4000).forEach(step -> {
            tracks.add(settings(step % 7 - 3));
            pane.changed();
        }));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(pane.paints() - before).isBetween(1, pulses.get() + 1);
    }

    private static List<Setting> settings(double value) {
        return IntStream.range(0, 8).mapToObj(row -> new Setting("row " + row, row, value, 0)).toList();
    }

    private void show(FxRobot robot, Tracks tracks) {
        robot.interact(() -> pane.show(tracks));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
