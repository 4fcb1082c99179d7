package org.sextant.app.activations;

import java.util.Optional;

import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.session.Provenance;

/// A picture with its heatmap, made away from the UI thread.
///
/// @param <P> which picture
/// @param picture what is shown; of a steered model as it is now, unless it is shown unsteered
/// @param unsteered the same without steering, where both are known
/// @param aspect how the steering is shown; empty where nothing is steered
/// @param heatmap its heatmap
/// @param provenance how to get it again
public record Drawing<P extends Picture>(
        P picture, Optional<P> unsteered, Optional<Aspect> aspect, Heatmap heatmap, Provenance provenance) {
    /// Of a model that nothing changes.
    public static <P extends Picture> Drawing<P> of(P picture) {
        return new Drawing<>(picture, Optional.empty(), Optional.empty(), picture.heatmap(), picture.provenance());
    }

    /// Of a steered model, with the steering or without it.
    ///
    /// @param aspect unsteered, or now
    public static <P extends Picture> Drawing<P> of(P picture, Aspect aspect) {
        return new Drawing<>(picture, Optional.empty(), Optional.of(aspect),
                picture.heatmap().titled(aspect.titled(picture.heatmap().title())), picture.provenance());
    }

    /// Of a steered model beside itself without steering.
    ///
    /// @param aspect now, or the difference
    public static <P extends Picture> Drawing<P> of(P now, P unsteered, Aspect aspect) {
        var both = new Comparison<>(now, unsteered);
        boolean difference = aspect == Aspect.DIFFERENCE;
        return new Drawing<>(now, Optional.of(unsteered), Optional.of(aspect),
                difference ? both.differenceMap() : both.nowMap(),
                difference ? ofDifference(now.provenance()) : now.provenance());
    }

    /// Where a difference comes from.
    ///
    /// @param now of the steered side
    public static Provenance ofDifference(Provenance now) {
        return now.withSetting("value=now - unsteered");
    }

    /// As the person chose to see it.
    static <P extends Picture> Drawing<P> of(Sides<P> sides, Optional<Aspect> aspect) {
        if (aspect.isEmpty()) {
            return of(sides.unsteered());
        }
        return sides.now().map(now -> of(now, sides.unsteered(), aspect.get()))
                .orElseGet(() -> of(sides.unsteered(), Aspect.UNSTEERED));
    }

    /// The same, with the prompt as it was typed.
    Drawing<P> asGiven(Looking looking) {
        return new Drawing<>(picture, unsteered, aspect, heatmap, looking.asGiven(provenance));
    }

    boolean isDifference() {
        return aspect.filter(Aspect.DIFFERENCE::equals).isPresent();
    }

    /// The numbers behind the picture.
    public DataTable table() {
        return unsteered.filter(_ -> isDifference()).map(before -> new Comparison<>(picture, before).table())
                .orElseGet(picture::table);
    }
}
