package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// How nodes are scored.
///
/// @param method what a score is
/// @param rules of RelP; empty for the published ones: LN, identity and half
/// @param nodes what is scored; not read by the methods that score tokens
/// @param direction which run is changed
/// @param alignment how positions of the two prompts are paired
/// @param position of the clean prompt whose next token is looked at; empty for the last
/// @param steps of integrated gradients
/// @param top how many neurons and features are kept, the strongest of each kind
/// @param sae whose features are scored
/// @param againstPatching whether the same nodes are patched too, so that both can be compared
/// @param metric what is looked at of the answers
public record AttributionSettings(AttributionMethod method, Optional<Set<Rule>> rules, Set<NodeKind> nodes,
        PatchDirection direction, Alignment alignment, OptionalInt position, int steps, int top, Optional<Path> sae,
        boolean againstPatching, AnswerMetric metric) {
    /// The published recipe of RelP on residual stream, attention and MLP outputs.
    public static final AttributionSettings DEFAULT = new AttributionSettings(AttributionMethod.RELP, Optional.empty(),
            EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT), PatchDirection.DENOISING,
            Alignment.EXACT, OptionalInt.empty(), 20, 50, Optional.empty(), false,
            AnswerMetric.FIRST);

    public AttributionSettings {
        rules = rules.map(Set::copyOf);
        nodes = Set.copyOf(nodes);
    }

    public AttributionSettings with(AttributionMethod other) {
        return new AttributionSettings(other, rules, nodes, direction, alignment, position, steps, top, sae,
                againstPatching, metric);
    }

    /// @param some rules of RelP
    public AttributionSettings withRules(Set<Rule> some) {
        return new AttributionSettings(method, Optional.of(some), nodes, direction, alignment, position, steps, top,
                sae, againstPatching, metric);
    }

    public AttributionSettings withNodes(Set<NodeKind> kinds) {
        return new AttributionSettings(method, rules, kinds, direction, alignment, position, steps, top, sae,
                againstPatching, metric);
    }

    public AttributionSettings with(PatchDirection other) {
        return new AttributionSettings(method, rules, nodes, other, alignment, position, steps, top, sae,
                againstPatching, metric);
    }

    public AttributionSettings with(Alignment other) {
        return new AttributionSettings(method, rules, nodes, direction, other, position, steps, top, sae,
                againstPatching, metric);
    }

    /// @param at position of the clean prompt
    public AttributionSettings at(int at) {
        return new AttributionSettings(method, rules, nodes, direction, alignment, OptionalInt.of(at), steps, top, sae,
                againstPatching, metric);
    }

    public AttributionSettings withSteps(int count) {
        return new AttributionSettings(method, rules, nodes, direction, alignment, position, count, top, sae,
                againstPatching, metric);
    }

    public AttributionSettings withTop(int count) {
        return new AttributionSettings(method, rules, nodes, direction, alignment, position, steps, count, sae,
                againstPatching, metric);
    }

    /// @param folder of the SAE
    public AttributionSettings withSae(Path folder) {
        return new AttributionSettings(method, rules, nodes, direction, alignment, position, steps, top,
                Optional.of(folder), againstPatching, metric);
    }

    public AttributionSettings with(AnswerMetric other) {
        return new AttributionSettings(method, rules, nodes, direction, alignment, position, steps, top, sae,
                againstPatching, other);
    }

    /// What provenance says of the metric: nothing of the usual one.
    List<String> metricInWords() {
        return metric == AnswerMetric.FIRST ? List.of() : List.of("answer-metric=" + metric.id());
    }

    /// The same with every node patched beside it.
    public AttributionSettings besidePatching() {
        return new AttributionSettings(method, rules, nodes, direction, alignment, position, steps, top, sae, true,
                metric);
    }
}
