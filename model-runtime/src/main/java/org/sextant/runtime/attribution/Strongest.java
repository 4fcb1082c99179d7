package org.sextant.runtime.attribution;

import java.util.List;
import java.util.PriorityQueue;

/// Keeps the nodes with the largest scores of those that pass by.
final class Strongest {
    private final int count;
    private final PriorityQueue<ScoredNode> kept = new PriorityQueue<>(ScoredNode.STRONGEST.reversed());

    Strongest(int count) {
        this.count = count;
    }

    /// Whether a score would stay, so that a node is made for those only.
    boolean wants(float score) {
        return score != 0 && count > 0
                && (kept.size() < count || Math.abs(score) > Math.abs(kept.element().score()));
    }

    void add(ScoredNode node) {
        kept.add(node);
        if (kept.size() > count) {
            kept.remove();
        }
    }

    /// The strongest first.
    List<ScoredNode> list() {
        return kept.stream().sorted(ScoredNode.STRONGEST).toList();
    }
}
