package org.sextant.app.state;

import java.util.List;
import java.util.Set;

import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;

/// Which nodes an answer comes from: the question that is looked at, without steering.
///
/// @param pairs of prompts; empty for the usual one about the prompt that ran
/// @param settings how nodes are scored
public record AttributionQuestion(List<ContrastPair> pairs, AttributionSettings settings) {
    /// Where nobody chose anything: the input of each block, by the published rules of RelP.
    public static final AttributionQuestion USUAL = new AttributionQuestion(List.of(),
            AttributionSettings.DEFAULT.withNodes(Set.of(NodeKind.RESID_PRE)));

    public AttributionQuestion {
        pairs = List.copyOf(pairs);
    }
}
