package org.sextant.app.activations;

import org.sextant.app.chart.Heatmap;

/// A picture with its heatmap, made away from the UI thread.
///
/// @param <P> which picture
/// @param picture what is shown
/// @param heatmap its heatmap
public record Drawing<P extends Picture>(P picture, Heatmap heatmap) {
    static <P extends Picture> Drawing<P> of(P picture) {
        return new Drawing<>(picture, picture.heatmap());
    }
}
