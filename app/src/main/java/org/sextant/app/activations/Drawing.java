package org.sextant.app.activations;

import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.session.Provenance;

/// A picture with its heatmap, made away from the UI thread.
///
/// @param <P> which picture
/// @param picture what is shown
/// @param heatmap its heatmap
/// @param provenance how to get it again, with the prompt as it was typed
public record Drawing<P extends Picture>(P picture, Heatmap heatmap, Provenance provenance) {
    static <P extends Picture> Drawing<P> of(P picture, Looking looking) {
        return new Drawing<>(picture, picture.heatmap(), looking.asGiven(picture.provenance()));
    }
}
