package org.sextant.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.sextant.app.chart.PointsFigure;
import org.sextant.app.compare.PromptPicture.Measure;

/// Both models on a prompt, with what the view shows of it token by token: a sentence a point is too much work for the UI
/// thread.
///
/// @param picture what the rest is made from
/// @param figures of each measure that there is
/// @param readings both, token by token
record DrawnPrompt(PromptPicture picture, Map<Measure, PointsFigure> figures, List<AlignedToken> readings) {
    DrawnPrompt {
        figures = Map.copyOf(figures);
        readings = List.copyOf(readings);
    }

    /// Not for the UI thread.
    static DrawnPrompt of(PromptPicture picture) {
        return new DrawnPrompt(picture, Arrays.stream(Measure.values())
                .filter(measure -> picture.hasDivergence() || measure == Measure.RANKS)
                .collect(Collectors.toMap(Function.identity(), picture::figure)), picture.aligned());
    }

    PointsFigure figure(Measure measure) {
        return Objects.requireNonNull(figures.get(measure));
    }
}
