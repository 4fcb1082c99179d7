package org.sextant.app.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(ApplicationExtension.class)
class HeatmapPaneTest {
    private static final float[][] SMALL = {{1, -0.123456f, 0}, {-4, Float.NaN, 4}};

    /// Runs at once, refuses, or keeps the work for later, as a test wants.
    private Executor worker = Runnable::run;
    private final HeatmapPane pane = new HeatmapPane(work -> worker.execute(work));
    private final Gestures gestures = new Gestures(pane);
    private final StackPane root = new StackPane(pane);
    private final List<Long> paints = new ArrayList<>();
    private Scene scene;

    @Start
    void open(Stage stage) {
        scene = new Scene(root, 600, 400);
        scene.getStylesheets().setAll(Palette.light().stylesheet());
        stage.setScene(scene);
        stage.show();
        pane.setPaintListener(paints::add);
    }

    @Test
    void theWheelZoomsAtThePointer(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.counting(40, 60));
        Viewport before = pane.viewportProperty().get();
        Cell pointed = before.cellAt(200, 100).orElseThrow();

        change(robot, () -> gestures.wheel(200, 100, 120));

        Viewport after = pane.viewportProperty().get();
        assertThat(after.cellWidth()).isGreaterThan(1.5 * before.cellWidth());
        assertThat(after.cellAt(200, 100)).contains(pointed);
        assertThat(pane.hoveredCellProperty().get()).contains(pointed);
    }

    @Test
    void aDragMovesTheCellsWithThePointerAndSelectsNothing(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.counting(40, 60));
        change(robot, () -> gestures.wheel(200, 100, 120));
        Cell pointed = pane.viewportProperty().get().cellAt(200, 100).orElseThrow();

        change(robot, () -> gestures.drag(200, 100, 150, 80));

        assertThat(pane.viewportProperty().get().cellAt(150, 80)).contains(pointed);
        assertThat(pane.selectedCellProperty().get()).isEmpty();
    }

    @Test
    void aHandThatTremblesStillSelects(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.counting(40, 60));
        Viewport before = pane.viewportProperty().get();

        change(robot, () -> gestures.drag(200, 100, 202, 101));

        assertThat(pane.viewportProperty().get()).isEqualTo(before);
        assertThat(pane.selectedCellProperty().get()).isEqualTo(before.cellAt(202, 101)).isPresent();
    }

    @Test
    void aDoubleClickFitsAndOnTheWholeMatrixOpensTheCell(FxRobot robot) throws InterruptedException {
        List<Cell> opened = new ArrayList<>();
        pane.setOnActivate(opened::add);
        show(robot, Matrices.counting(40, 60));
        change(robot, () -> gestures.wheel(200, 100, 120));

        change(robot, () -> gestures.click(200, 100, 2));
        assertThat(pane.viewportProperty().get().isFitted()).isTrue();
        assertThat(opened).isEmpty();

        change(robot, () -> gestures.click(200, 100, 1));
        change(robot, () -> gestures.click(200, 100, 2));
        assertThat(opened).containsExactly(pane.viewportProperty().get().cellAt(200, 100).orElseThrow());
    }

    @Test
    void arrowsMoveTheCellUpToTheEdgeAndEnterOpensIt(FxRobot robot) throws InterruptedException {
        List<Cell> opened = new ArrayList<>();
        pane.setOnActivate(opened::add);
        show(robot, Matrices.heatmap(true, SMALL));

        change(robot, () -> gestures.keys(KeyCode.ENTER, KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN, KeyCode.RIGHT));
        assertThat(pane.selectedCellProperty().get()).contains(new Cell(1, 1));
        change(robot, () -> gestures.keys(KeyCode.UP, KeyCode.LEFT, KeyCode.LEFT, KeyCode.ENTER));

        assertThat(opened).containsExactly(new Cell(0, 0));
    }

    @Test
    void arrowsBringTheCellIntoView(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.counting(40, 60));
        change(robot, () -> {
            gestures.wheel(10, 10, 120);
            gestures.wheel(10, 10, 120);
            pane.selectedCellProperty().set(Optional.of(new Cell(39, 58)));
            gestures.keys(KeyCode.RIGHT);
        });

        assertThat(pane.viewportProperty().get().endColumn()).isEqualTo(60);
        assertThat(pane.viewportProperty().get().endRow()).isEqualTo(40);
    }

    @Test
    void hoveringReadsOutPlaceAndValue(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));
        assertThat(pane.getAccessibleText()).isEqualTo("a title");

        change(robot, () -> gestures.hover(pane.viewportProperty().get().columnEdge(1) + 3, 10));
        assertThat(pane.getAccessibleText()).isEqualTo("a title, layer 0, token 1   -0.1235");

        change(robot, () -> pane.hoveredCellProperty().set(Optional.of(new Cell(1, 1))));
        assertThat(pane.getAccessibleText()).isEqualTo("a title, layer 1, token 1   not a number");
    }

    @Test
    void manyChangesInOnePulseArePaintedOnce(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.counting(40, 60));
        paints.clear();

        change(robot, () -> {
            for (int step = 0; step < 5; step++) {
                gestures.wheel(100 + step, 100, 30);
                gestures.drag(100, 100, 90, 90 + step);
            }
            pane.scaleLimitsProperty().get().set(new Limits(-7, 7));
            pane.show(Matrices.counting(40, 60));
        });

        assertThat(paints).hasSize(1);
    }

    @Test
    void movingThePointerPaintsNoCells(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));
        paints.clear();

        change(robot, () -> gestures.hover(5, 5));
        change(robot, () -> gestures.keys(KeyCode.DOWN));

        assertThat(paints).isEmpty();
    }

    @Test
    void cellsHaveTheColoursOfTheirValuesAndMissingOnesAreHatched(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));
        ColorScale scale = ColorScale.of(true, Limits.symmetric(4), Palette.light());

        Image picture = snapshot(robot);

        assertThat(colours(picture, 0, 0)).containsExactly(scale.argb(1));
        assertThat(colours(picture, 0, 1)).containsExactly(scale.argb(-0.123456f));
        assertThat(colours(picture, 0, 2)).containsExactly(Palette.light().background());
        assertThat(colours(picture, 1, 0)).containsExactly(Palette.light().negative());
        assertThat(colours(picture, 1, 2)).containsExactly(Palette.light().positive());
        assertThat(colours(picture, 1, 1)).containsExactlyInAnyOrder(Palette.light().background(),
                Palette.light().missing());
    }

    @Test
    void anotherThemeRepaintsInItsColours(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));

        change(robot, () -> scene.getStylesheets().setAll(Palette.dark().stylesheet()));

        assertThat(pane.palette()).isEqualTo(Palette.dark());
        Image picture = snapshot(robot);
        assertThat(colours(picture, 0, 2)).containsExactly(Palette.dark().background());
        assertThat(colours(picture, 1, 2)).containsExactly(Palette.dark().positive());
    }

    @Test
    void anEmptyPictureSaysWhatToDo(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));

        change(robot, () -> {
            pane.emptyTextProperty().set("Run a prompt");
            pane.clear();
        });

        assertThat(pane.getAccessibleText()).isEqualTo("Run a prompt");
        assertThat(pane.cellsLayout()).isEmpty();
        assertThat(allColours(snapshot(robot))).contains(Palette.light().muted())
                .doesNotContain(Palette.light().positive());
    }

    @Test
    void theOldPictureStaysUntilTheNewOneIsReady(FxRobot robot) throws InterruptedException {
        Queue<Runnable> later = new ArrayDeque<>();
        show(robot, Matrices.heatmap(true, SMALL));
        worker = later::add;

        change(robot, () -> pane.show(Matrices.heatmap(true, new float[][]{{4, 4, 4}, {4, 4, 4}})));
        assertThat(colours(snapshot(robot), 1, 0)).containsExactly(Palette.light().negative());

        while (!later.isEmpty()) {
            change(robot, later.remove());
        }
        assertThat(colours(snapshot(robot), 1, 0)).containsExactly(Palette.light().positive());
    }

    @Test
    void refusedWorkIsSaidAndDoneAtTheNextChange(FxRobot robot) throws InterruptedException {
        worker = refused -> {
            throw new RejectedExecutionException();
        };
        show(robot, Matrices.heatmap(true, SMALL));
        assertThat(pane.getAccessibleText()).isEqualTo("This picture could not be drawn");

        worker = Runnable::run;
        change(robot, () -> pane.show(Matrices.heatmap(true, new float[][]{{4}})));
        assertThat(pane.getAccessibleText()).isEqualTo("a title");

        worker = refused -> {
            throw new RejectedExecutionException();
        };
        change(robot, () -> pane.scaleLimitsProperty().get().set(Limits.symmetric(9)));
        worker = Runnable::run;
        change(robot, () -> pane.scaleLimitsProperty().get().set(Limits.symmetric(4)));
        assertThat(colours(snapshot(robot), 0, 0)).containsExactly(Palette.light().positive());
    }

    @Test
    void workThatFailsReachesItsExecutorAndLeavesRoomForTheNext(FxRobot robot) throws InterruptedException {
        List<RuntimeException> caught = new ArrayList<>();
        worker = work -> {
            try {
                work.run();
            } catch (IllegalStateException failure) {
                caught.add(failure);
            }
        };
        show(robot, Matrices.heatmap(true, 2, 3, (row, column) -> {
            throw new IllegalStateException("no such cell");
        }));
        assertThat(caught).hasSize(1);
        assertThat(pane.getAccessibleText()).isEqualTo("This picture could not be drawn");

        change(robot, () -> pane.show(Matrices.heatmap(true, SMALL)));
        assertThat(colours(snapshot(robot), 1, 0)).containsExactly(Palette.light().negative());
    }

    @Test
    void aScaleThatIsSharedNoLongerChangesNothing(FxRobot robot) throws InterruptedException {
        show(robot, Matrices.heatmap(true, SMALL));
        ScaleLimits before = pane.scaleLimitsProperty().get();
        change(robot, () -> pane.scaleLimitsProperty().set(new ScaleLimits()));
        paints.clear();

        change(robot, () -> before.set(Limits.symmetric(100)));
        assertThat(paints).isEmpty();

        change(robot, () -> pane.scaleLimitsProperty().get().set(Limits.symmetric(100)));
        assertThat(paints).hasSize(1);
    }

    private void show(FxRobot robot, Heatmap heatmap) throws InterruptedException {
        change(robot, () -> pane.show(heatmap));
    }

    /// Changes something and waits for the layout of the pulse after it.
    private void change(FxRobot robot, Runnable change) throws InterruptedException {
        CountDownLatch laidOut = new CountDownLatch(1);
        Runnable listener = laidOut::countDown;
        robot.interact(() -> {
            change.run();
            scene.addPostLayoutPulseListener(listener);
            Platform.requestNextPulse();
        });
        assertThat(laidOut.await(60, TimeUnit.SECONDS)).isTrue();
        robot.interact(() -> scene.removePostLayoutPulseListener(listener));
    }

    private Image snapshot(FxRobot robot) {
        List<Image> pictures = new ArrayList<>();
        robot.interact(() -> pictures.add(pane.snapshot(new SnapshotParameters(), null)));
        return pictures.getFirst();
    }

    /// The colours inside a cell, a little away from its edges.
    private Set<Integer> colours(Image picture, int row, int column) {
        HeatmapLayout layout = pane.cellsLayout().orElseThrow();
        Viewport view = pane.viewportProperty().get();
        int left = (int) (layout.x() + view.columnEdge(column)) + 2;
        int top = (int) (layout.y() + view.rowEdge(row)) + 2;
        Set<Integer> found = new HashSet<>();
        for (int y = top; y < top + 20; y++) {
            for (int x = left; x < left + 20; x++) {
                found.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return found;
    }

    private static Set<Integer> allColours(Image picture) {
        Set<Integer> found = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                found.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return found;
    }
}
