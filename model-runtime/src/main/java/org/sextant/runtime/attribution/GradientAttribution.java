package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.sae.Sae;

/// Scores from two forward passes and one backward pass, for every node at once (METHODS.md 1.3 and 1.6):
/// `(n(patch) − n(base)) · c(n)`, with c the plain gradient of the base run or what rules make of it. Not thread-safe.
public final class GradientAttribution {
    private final Transformer model;
    private final RelevanceRules rules;
    private final NodeSites nodes;
    private final PassChanges changes;
    private final int top;

    /// @param rules [RelevanceRules#NONE] for attribution patching
    /// @param kinds what is scored
    /// @param sae whose features are scored, where some are
    /// @param top how many of the kinds that are listed are kept, by kind
    public GradientAttribution(Transformer model, RelevanceRules rules, Set<NodeKind> kinds, Optional<Sae> sae,
            PassChanges changes, int top) {
        this.model = model;
        this.rules = rules;
        this.nodes = new NodeSites(model, kinds, sae);
        this.changes = changes;
        this.top = top;
    }

    /// The scores of some pairs, in one pass each way. With changes that depend on positions give one pair at a time.
    ///
    /// @param listener called between blocks; may throw to stop
    public List<PairScores> of(List<ContrastIds> pairs, PatchDirection direction, BlockListener listener) {
        SequenceBatch base = new SequenceBatch(pairs.stream().map(pair -> pair.base(direction)).toList());
        SequenceBatch patch = new SequenceBatch(pairs.stream().map(pair -> pair.patch(direction)).toList());
        List<Observable> observables = pairs.stream().map(ContrastIds::observable).toList();
        try (NDManager scope = model.newScope()) {
            Recording other = Recording.plain(model, patch, observables, nodes.read(),
                    changes.hooks(scope, patch.length()), scope, listener);
            Recording own = Recording.withCoefficients(model, base, observables, nodes.read(), rules,
                    changes.hooks(scope, base.length()), scope, listener);
            Differences differences = new Differences(scope, base, patch,
                    pairs.stream().map(pair -> pair.sources(direction)).toList());
            return new Scoring(nodes, base, pairs.stream().map(pair -> pair.positions(direction)).toList(), differences,
                    top).of(own, other);
        }
    }

    /// Relevance of each token of some prompts by Gradient × Input: `Σ x₀ ⊙ c(x₀)` at the input of the first block
    /// (METHODS.md 1.7).
    ///
    /// @param prompts token ids
    /// @param observables one a prompt
    public List<PairScores> ofTokens(List<List<Integer>> prompts, List<Observable> observables,
            BlockListener listener) {
        SequenceBatch batch = new SequenceBatch(prompts);
        Site site = new Site(SiteKind.RESID_PRE, 0);
        try (NDManager scope = model.newScope()) {
            HookTable hooks = changes.hooks(scope, batch.length());
            Recording own = Recording.withCoefficients(model, batch, observables,
                    new LinkedHashSet<>(Set.of(site)), rules, hooks, scope, listener);
            NDArray relevance = own.value(site).mul(own.coefficient(site));
            float[] byPosition = Scoring.sums(relevance);
            List<PairScores> scores = new ArrayList<>();
            for (int row = 0; row < batch.size(); row++) {
                NodeMap map = NodeMap.empty(NodeKind.TOKEN, 1, 1, prompts.get(row).size());
                System.arraycopy(byPosition, row * batch.length() + batch.offset(row), map.values(), 0,
                        map.positions());
                scores.add(new PairScores(own.observed()[row], own.observed()[row], List.of(map), List.of()));
            }
            return scores;
        }
    }
}
