package org.sextant.runtime.session;

import java.util.EnumSet;
import java.util.List;

import org.sextant.runtime.attribution.NodeKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Pairs of prompts that tests of attribution share.
final class AttributedPrompts {
    static final ContrastPair LONG = ContrastPair.ofIds(List.of(1, 5, 9, 2, 7, 3, 8), List.of(1, 5, 12, 2, 7,
            10, 8), 11, 20);
    static final ContrastPair SHORT = ContrastPair.ofIds(List.of(4, 4, 9, 6), List.of(4, 3, 9, 6), 20, 11);
    static final AttributionSettings ALL_MAPS = AttributionSettings.DEFAULT.withNodes(EnumSet.of(
            NodeKind.RESID_PRE, NodeKind.RESID_MID, NodeKind.RESID_POST, NodeKind.ATTN_OUT, NodeKind.MLP_OUT,
            NodeKind.HEAD));

    private AttributedPrompts() {}

    static AttributeResult ask(OpenFixture open, AttributionSettings settings, ContrastPair... pairs) {
        return open.answer(new AttributeRequest(List.of(pairs), settings));
    }

    static void assertSame(AttributedPair pair, AttributedPair other) {
        assertThat(pair.metricClean()).isCloseTo(other.metricClean(), within(1e-5));
        for (int kind = 0; kind < pair.nodes().size(); kind++) {
            assertThat(pair.nodes().get(kind).values().toArray()).containsExactly(
                    other.nodes().get(kind).values().toArray(), within(1e-5f));
        }
    }
}
