package org.sextant.app.chart;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeatmapRasterTest {
    private final Palette palette = Palette.light();
    private final ColorScale scale = ColorScale.of(true, Limits.symmetric(4), palette);

    @Test
    void eachCellHasItsColourUpToItsEdge() {
        CellGrid grid = CellGrid.of(Matrices.cells(new float[][]{{1, -4}, {0, 4}}));
        Pixels pixels = new HeatmapRaster(grid, Viewport.fitting(2, 2, 10, 6), scale).paint();

        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 10; x++) {
                assertThat(pixels.at(x, y)).isEqualTo(scale.argb(grid.at(y / 3, x / 5)));
            }
        }
    }

    @Test
    void missingCellsAreHatchedAndTheirNeighboursAreNot() {
        CellGrid grid = CellGrid.of(Matrices.cells(new float[][]{{2, Float.NaN}}));
        Pixels pixels = new HeatmapRaster(grid, Viewport.fitting(1, 2, 40, 20), scale).paint();

        Set<Integer> left = new HashSet<>();
        Set<Integer> right = new HashSet<>();
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 20; x++) {
                left.add(pixels.at(x, y));
                right.add(pixels.at(x + 20, y));
            }
        }
        assertThat(left).containsExactly(scale.argb(2));
        assertThat(right).containsExactlyInAnyOrder(palette.background(), palette.missing());
    }

    @Test
    void cellsThatCannotHaveAValueAreBlankUnlikeMissingOnes() {
        CellGrid grid = CellGrid.of(new Heatmap.Cells() {
            @Override
            public int rows() {
                return 1;
            }

            @Override
            public int columns() {
                return 2;
            }

            @Override
            public float at(int row, int column) {
                return Float.NaN;
            }

            @Override
            public boolean exists(int row, int column) {
                return column == 0;
            }
        });
        Pixels pixels = new HeatmapRaster(grid, Viewport.fitting(1, 2, 40, 20), scale).paint();

        Set<Integer> missing = new HashSet<>();
        Set<Integer> blank = new HashSet<>();
        for (int x = 0; x < 20; x++) {
            missing.add(pixels.at(x, 10));
            blank.add(pixels.at(x + 20, 10));
        }
        assertThat(missing).containsExactlyInAnyOrder(palette.background(), palette.missing());
        assertThat(blank).containsExactly(palette.background());
    }

    @Test
    void aSpikeSurvivesZoomingOut() {
        float[][] values = new float[1000][1000];
        values[713][402] = -4;
        Pixels pixels = new HeatmapRaster(CellGrid.of(Matrices.cells(values)),
                Viewport.fitting(1000, 1000, 64, 48), scale).paint();

        assertThat(Arrays.stream(pixels.argb()).filter(colour -> colour == palette.negative())).hasSize(1);
    }

    @Test
    void zoomedViewShowsOnlyItsCells() {
        float[][] values = new float[8][8];
        values[4][4] = 4;
        Viewport view = Viewport.fitting(8, 8, 80, 80).zoomAt(45, 45, 8);
        Pixels pixels = new HeatmapRaster(CellGrid.of(Matrices.cells(values)), view, scale).paint();

        Cell cell = view.cellAt(45.5, 45.5).orElseThrow();
        assertThat(cell).isEqualTo(new Cell(4, 4));
        assertThat(pixels.at(45, 45)).isEqualTo(palette.positive());
        assertThat(pixels.at((int) view.columnEdge(4), 45)).isEqualTo(palette.positive());
        if (view.columnEdge(4) > 0) {
            assertThat(pixels.at((int) view.columnEdge(4) - 1, 45)).isEqualTo(palette.background());
        }
    }

    @Test
    void aMatrixWithTooManyCellsIsBinnedByTheStrongestValue() {
        CellGrid grid = CellGrid.of(Matrices.cells(new float[][]{{1, -3, 0}, {2, 2, Float.NaN}, {Float.NaN, 0, 5}}), 4);

        assertThat(grid.isBinned()).isTrue();
        assertThat(grid.rows()).isEqualTo(2);
        assertThat(grid.columns()).isEqualTo(2);
        assertThat(grid.values()).containsExactly(-3, 0, 0, 5);
    }
}
