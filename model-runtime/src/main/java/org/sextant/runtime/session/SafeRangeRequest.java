package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringRow;

/// How far the slider of a row may go before the model gets worse at texts: what it changes is measured alone, muted or
/// not, with the other sliders where they change nothing and the gain of all at 1. It changes every token of the texts, unless
/// its positions are a list.
///
/// @param row whose value is varied; its own value does not matter
/// @param from lower end of the slider
/// @param to upper end of the slider
/// @param texts whose loss tells the cost
/// @param mostTokens of the texts that are predicted; the first ones count
public record SafeRangeRequest(SteeringRow row, double from, double to, List<Prompt> texts, int mostTokens)
        implements
            Request<SafeRange> {
    /// @throws RequestException if the ends are not finite or do not hold the row's neutral value between them
    public SafeRangeRequest {
        texts = List.copyOf(texts);
        if (!Double.isFinite(from) || !Double.isFinite(to) || from > row.neutral() || to < row.neutral()) {
            throw new RequestException("a range from " + from + " to " + to + " does not hold " + row.neutral(),
                    "for the slider " + row.name(), "give finite ends around the value that changes nothing");
        }
    }
}
