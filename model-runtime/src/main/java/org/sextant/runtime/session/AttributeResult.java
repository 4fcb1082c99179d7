package org.sextant.runtime.session;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.ScoredNode;

/// Which nodes an answer comes from. Scores are in the unit of the metric, raw.
///
/// @param metric what was looked at of the answers, and so the unit: logits, or nats of log-probabilities
/// @param pairs each by itself, in the order of the request
/// @param metricClean mean over the pairs
/// @param metricCorrupt mean over the pairs
/// @param nodes mean over the pairs, one a kind
/// @param spread how far the pairs agree, one a kind
/// @param strongest mean over the pairs of the nodes that are listed; a pair that does not list a node counts 0
/// @param tokens of the run that is changed, by position of the mean; empty where the pairs differ
/// @param agreement with patching by kind, of the means over the pairs; empty unless it was asked for
/// @param forwardEquivalents what was computed, in forward passes of one prompt; a backward pass counts as one, since it
///        makes the same products
/// @param notes what a person should know: answers of several tokens, rules without effect, positions without partner
/// @param provenance how to get it again
public record AttributeResult(AnswerMetric metric, List<AttributedPair> pairs, double metricClean, double metricCorrupt,
        List<NodeScores> nodes, List<NodeSpread> spread, List<ScoredNode> strongest, List<String> tokens,
        Map<NodeKind, Agreement> agreement,
        double forwardEquivalents, List<String> notes, Provenance provenance) {
    /// A difference of the metric below this share of its size is no yardstick.
    private static final double LEAST_DIFFERENCE = 1e-4;

    public AttributeResult {
        pairs = List.copyOf(pairs);
        nodes = List.copyOf(nodes);
        spread = List.copyOf(spread);
        strongest = List.copyOf(strongest);
        tokens = List.copyOf(tokens);
        agreement = Collections.unmodifiableMap(new TreeMap<>(agreement));
        notes = List.copyOf(notes);
    }

    /// How far pairs agree about each node of one kind. Where prompts have different lengths, positions are counted from
    /// the end, and a node is averaged over the pairs that have it.
    ///
    /// @param kind what is scored
    /// @param standardError of the mean, NaN where fewer than two pairs have the node; shaped as the scores
    /// @param consistency share of pairs whose score has the sign of the mean; shaped as the scores
    public record NodeSpread(NodeKind kind, TensorValue standardError, TensorValue consistency) {}

    /// What scores are divided by to be shares of the whole effect: clean − corrupt. Empty where both are all but the same.
    public OptionalDouble normaliser() {
        double difference = metricClean - metricCorrupt;
        double size = Math.max(1, Math.max(Math.abs(metricClean), Math.abs(metricCorrupt)));
        return Math.abs(difference) < LEAST_DIFFERENCE * size
                ? OptionalDouble.empty()
                : OptionalDouble.of(difference);
    }
}
