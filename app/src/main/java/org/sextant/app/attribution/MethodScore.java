package org.sextant.app.attribution;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;

/// What one method says of a node.
///
/// @param method in words
/// @param score in the unit of the metric
/// @param share of clean − corrupt; empty where both are all but the same
record MethodScore(String method, double score, Optional<Double> share) {
    static MethodScore of(AttributionSettings settings, double score, AttributeResult result) {
        String rules = settings.method() == AttributionMethod.RELP ? settings.rules().map(MethodScore::words).orElse("")
                : "";
        return made(MethodWords.title(settings.method()) + rules, score, result);
    }

    /// What patching that node alone gave.
    static MethodScore patched(double score, AttributeResult result) {
        return made("patched", score, result);
    }

    private static MethodScore made(String method, double score, AttributeResult result) {
        return new MethodScore(method, score, result.normaliser().isPresent()
                ? Optional.of(score / result.normaliser().getAsDouble())
                : Optional.empty());
    }

    private static String words(Set<Rule> rules) {
        return rules.stream().sorted().map(MethodWords::title).collect(Collectors.joining(", ", " (", ")"));
    }
}
