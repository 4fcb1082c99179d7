package org.sextant.app.shell;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.Node;

import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapPane;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.ViewIdentity;
import org.sextant.app.view.WorkbenchView;

/// A large heatmap of noise, for the benchmark to zoom.
final class NoiseView implements WorkbenchView {
    static final int SIZE = 2048;
    private static final ViewIdentity IDENTITY = new ViewIdentity("noise", "Noise",
            "A heatmap of " + SIZE + " × " + SIZE + " cells", Feather.MAXIMIZE);

    private final HeatmapPane pane;

    NoiseView(ViewContext context) {
        pane = new HeatmapPane(context.tasks().unseen());
        var labels = IntStream.range(0, SIZE).mapToObj(Integer::toString).toList();
        pane.show(new Heatmap("noise", "row", "column", "value", labels, labels, new Noise(), true, List.of()));
    }

    HeatmapPane pane() {
        return pane;
    }

    @Override
    public ViewIdentity identity() {
        return IDENTITY;
    }

    @Override
    public Node node() {
        return pane;
    }

    @Override
    public void setShowing(boolean showing) {
        // It asks the model for nothing.
    }

    /// Smooth waves with grain on top; the same at each run.
    private record Noise() implements Heatmap.Cells {
        @Override
        public int rows() {
            return SIZE;
        }

        @Override
        public int columns() {
            return SIZE;
        }

        @Override
        public float at(int row, int column) {
            int grain = ((row * 31 + column) * 0x9E3779B1) >>> 24;
            return (float) (Math.sin(row * 0.01) * Math.cos(column * 0.017)) + grain / 1024f;
        }
    }
}
