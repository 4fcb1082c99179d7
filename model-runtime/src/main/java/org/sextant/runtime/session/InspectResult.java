package org.sextant.runtime.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One vector in full.
///
/// @param token the token at that position
/// @param site name of the site
/// @param values the vector
/// @param statistics each statistic of it (cosine: NaN where there is no layer before)
/// @param topDimensions the entries of the largest absolute value, largest first
/// @param lens its logit lens where it is as wide as the residual stream, else empty
/// @param provenance how to get it again
public record InspectResult(
        Token token,
        String site,
        TensorValue values,
        Map<Statistic, Float> statistics,
        List<Dimension> topDimensions,
        List<Prediction> lens,
        Provenance provenance) {
    public InspectResult {
        statistics = Map.copyOf(new EnumMap<>(statistics));
        topDimensions = List.copyOf(topDimensions);
        lens = List.copyOf(lens);
    }

    /// One entry of the vector.
    public record Dimension(int index, float value) {}
}
