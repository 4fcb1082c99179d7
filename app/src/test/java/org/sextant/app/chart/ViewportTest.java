package org.sextant.app.chart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ViewportTest {
    private final Viewport fitted = Viewport.fitting(40, 200, 800, 400);

    @Test
    void zoomingKeepsThePlaceUnderThePointer() {
        double column = fitted.left() + 300 / fitted.cellWidth();
        double row = fitted.top() + 100 / fitted.cellHeight();

        Viewport zoomed = fitted.zoomAt(300, 100, 2.5);

        assertThat(zoomed.left() + 300 / zoomed.cellWidth()).isCloseTo(column, within(1e-9));
        assertThat(zoomed.top() + 100 / zoomed.cellHeight()).isCloseTo(row, within(1e-9));
        assertThat(zoomed.isFitted()).isFalse();
    }

    @Test
    void zoomingOutEndsAtTheWholeMatrix() {
        assertThat(fitted.zoomAt(700, 20, 8).zoomAt(10, 390, 0.001)).isEqualTo(fitted);
    }

    @Test
    void panningStopsAtTheEdges() {
        Viewport zoomed = fitted.zoomAt(400, 200, 4);

        assertThat(zoomed.panBy(1e6, 1e6).left()).isZero();
        Viewport end = zoomed.panBy(-1e6, -1e6);
        assertThat(end.left() + end.width() / end.cellWidth()).isCloseTo(200, within(1e-9));
        assertThat(end.endRow()).isEqualTo(40);
    }

    @Test
    void dragMovesCellsWithThePointer() {
        Viewport zoomed = fitted.zoomAt(400, 200, 4);
        double edge = zoomed.columnEdge(100);

        assertThat(zoomed.panBy(32, 0).columnEdge(100)).isCloseTo(edge + 32, within(1.0));
    }

    @Test
    void cellUnderAPointIsTheCellPaintedThere() {
        Viewport view = Viewport.fitting(3, 7, 100, 50).zoomAt(31, 17, 1.7);
        for (int x = 0; x < 100; x++) {
            Cell cell = view.cellAt(x + 0.5, 10).orElseThrow();
            assertThat((double) x).isBetween(view.columnEdge(cell.column()), view.columnEdge(cell.column() + 1) - 1);
        }
        assertThat(view.cellAt(100, 10)).isEmpty();
        assertThat(view.cellAt(-1, 10)).isEmpty();
    }

    @Test
    void revealingMovesNoFurtherThanNeeded() {
        Viewport zoomed = fitted.zoomAt(0, 0, 4);

        assertThat(zoomed.revealing(new Cell(0, 0))).isEqualTo(zoomed);
        assertThat(zoomed.revealing(new Cell(39, 199)).endColumn()).isEqualTo(200);
        assertThat(zoomed.revealing(new Cell(39, 199)).endRow()).isEqualTo(40);
    }

    @Test
    void resizingKeepsAFittedViewFitted() {
        assertThat(fitted.resizedTo(300, 300)).isEqualTo(Viewport.fitting(40, 200, 300, 300));
        assertThat(fitted.zoomAt(0, 0, 4).resizedTo(900, 420).cellWidth()).isEqualTo(16);
    }

    @Test
    void labelsThinOutInRoundSteps() {
        assertThat(LabelThinning.step(20, 14)).isEqualTo(1);
        assertThat(LabelThinning.step(4, 14)).isEqualTo(5);
        assertThat(LabelThinning.step(0.3, 14)).isEqualTo(50);
        assertThat(LabelThinning.stepFor(new double[]{10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 90}, 25, 5)).isEqualTo(1);
        assertThat(LabelThinning.stepFor(new double[]{40, 40, 40}, 25, 5)).isEqualTo(2);
    }

    @Test
    void theSamePartOfAnotherMatrixIsSeenInAnotherPicture() {
        Viewport whole = Viewport.fitting(4, 20, 200, 80);
        assertThat(whole.over(8, 10, 100, 160)).isEqualTo(Viewport.fitting(8, 10, 100, 160));
        Viewport half = new Viewport(4, 20, 200, 80, 10, 2, 20, 40);
        Viewport other = half.over(8, 10, 100, 160);
        assertThat(other.left()).isEqualTo(5);
        assertThat(other.top()).isEqualTo(4);
        assertThat(other.width() / other.cellWidth()).isEqualTo(5);
        assertThat(other.height() / other.cellHeight()).isEqualTo(4);
        assertThat(other.over(4, 20, 200, 80)).isEqualTo(half);
    }
}
