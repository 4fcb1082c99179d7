package org.sextant.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.sextant.app.activations.Drawing;
import org.sextant.app.activations.VectorDifference;
import org.sextant.app.activations.VectorDifference.Entry;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Statistic;

/// The JSON document of `inspect --against-unsteered`.
///
/// @param statistics by name
/// @param topDimensions those that the plan changes most
/// @param lensNow what the vector would predict with the plan
/// @param lensUnsteered and without it
record ChangedVector(
        String token, int position, String site, int dimensions, Map<String, Change> statistics,
        List<Dimension> topDimensions, List<Documents.Candidate> lensNow, List<Documents.Candidate> lensUnsteered,
        Provenance provenance) {
    /// A number with the plan and without it.
    record Change(float now, float unsteered, float difference) {}

    /// An entry of the vector with the plan and without it.
    record Dimension(int dimension, float now, float unsteered, float difference) {
        private static Dimension of(Entry entry) {
            return new Dimension(entry.index(), entry.now(), entry.unsteered(), entry.difference());
        }
    }

    /// @param top dimensions to name
    static ChangedVector of(VectorDifference vector, int top, Provenance provenance) {
        InspectResult now = vector.now();
        var statistics = new LinkedHashMap<String, Change>();
        for (Statistic statistic : Statistic.values()) {
            statistics.put(statistic.label(), new Change(value(now, statistic), value(vector.unsteered(), statistic),
                    vector.change(statistic)));
        }
        return new ChangedVector(now.token().text(), now.token().position(), now.site(), now.values().length(),
                statistics, vector.topDimensions(top).stream().map(Dimension::of).toList(), candidates(now),
                candidates(vector.unsteered()), Drawing.ofDifference(provenance));
    }

    private static float value(InspectResult vector, Statistic statistic) {
        return vector.statistics().getOrDefault(statistic, Float.NaN);
    }

    private static List<Documents.Candidate> candidates(InspectResult vector) {
        return vector.lens().stream().map(Documents.Candidate::of).toList();
    }
}
