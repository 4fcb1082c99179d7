package org.sextant.app.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.sextant.app.attribution.AttributionPicture;
import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributedPair;
import org.sextant.runtime.session.Provenance;

/// Of `attribute`: the rows of its CSV, what was looked at, and how to get it again.
///
/// @param metricClean mean over the pairs
/// @param forwardEquivalents what was computed, in forward passes of one prompt
/// @param normaliser clean − corrupt; null where both are all but the same
/// @param pearson with patching, by node; left out unless that was asked for
/// @param spearman of ranks, likewise
/// @param pairs each pair's metric
record AttributionDocument(
        double metricClean,
        double metricCorrupt,
        double forwardEquivalents,
        @Nullable Double normaliser,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Double> pearson,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Double> spearman,
        List<PairMetric> pairs,
        List<Map<String, @Nullable Object>> rows,
        List<String> notes,
        List<String> warnings,
        Provenance provenance) {
    /// One pair's metric.
    record PairMetric(double metricClean, double metricCorrupt) {
        static PairMetric of(AttributedPair pair) {
            return new PairMetric(pair.metricClean(), pair.metricCorrupt());
        }
    }

    static AttributionDocument of(AttributionPicture picture, Provenance provenance, List<String> warnings) {
        AttributeResult result = picture.result();
        try (Stream<Map<String, @Nullable Object>> rows = picture.table().records()) {
            return new AttributionDocument(result.metricClean(), result.metricCorrupt(), result.forwardEquivalents(),
                    result.normaliser().isPresent() ? result.normaliser().getAsDouble() : null,
                    byNode(result, Agreement::pearson), byNode(result, Agreement::spearman),
                    result.pairs().stream().map(PairMetric::of).toList(), rows.toList(), result.notes(), warnings,
                    provenance);
        }
    }

    private static @Nullable Map<String, Double> byNode(AttributeResult result, ToDoubleFunction<Agreement> figure) {
        if (result.agreement().isEmpty()) {
            return null;
        }
        Map<String, Double> figures = new TreeMap<>();
        result.agreement().forEach((kind, agreement) -> figures.put(kind.id(), figure.applyAsDouble(agreement)));
        return figures;
    }
}
