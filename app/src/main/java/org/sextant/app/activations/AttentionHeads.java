package org.sextant.app.activations;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapGridFigure;
import org.sextant.app.chart.Limits;

/// Every head of a layer, on one scale.
///
/// @param drawing one of them, large
public record AttentionHeads(Drawing<AttentionPicture> drawing) {
    /// Each head shown as the large one is.
    List<Heatmap> maps() {
        return IntStream.range(0, drawing.picture().heads()).mapToObj(this::head).toList();
    }

    private Heatmap head(int head) {
        AttentionPicture now = drawing.picture().withHead(head);
        return drawing.unsteered().map(before -> Drawing.of(now, before.withHead(head), shown()).heatmap())
                .orElseGet(now::heatmap);
    }

    private Aspect shown() {
        return drawing.aspect().orElse(Aspect.UNSTEERED);
    }

    /// All of them side by side.
    public HeatmapGridFigure figure() {
        String title = "attention of layer " + drawing.picture().layer() + ", all heads";
        return new HeatmapGridFigure(drawing.aspect().map(aspect -> aspect.titled(title)).orElse(title), "head", maps(),
                drawing.isDifference() ? Optional.empty() : Optional.of(new Limits(0, 1)));
    }

    /// Whether the same heads are shown in the same way, whichever of them stands large.
    boolean looksLike(AttentionHeads other) {
        return drawing.picture().pattern().equals(other.drawing.picture().pattern())
                && drawing.unsteered().map(AttentionPicture::pattern)
                        .equals(other.drawing.unsteered().map(AttentionPicture::pattern))
                && drawing.isDifference() == other.drawing.isDifference();
    }
}
