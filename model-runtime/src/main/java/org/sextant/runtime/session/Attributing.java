package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.CellPatching;
import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PassChanges;
import org.sextant.runtime.attribution.PatchSource;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;

/// What attribution of one request works with: the plan in every run, the SAE, and how much goes at once.
///
/// @param model the model
/// @param memory what is left beside it
/// @param settings what was asked for
/// @param steering what every run is changed by
/// @param listener called between blocks
record Attributing(LoadedModel model, WorkingMemory memory, AttributionSettings settings, SteeringPlan steering,
        BlockListener listener) {
    /// Tokens that go through the model at once where patched rows are many.
    private static final int TOKENS_AT_ONCE = 1024;

    Optional<Sae> sae() {
        return settings.sae().map(model.saes()::at);
    }

    /// Opens one run's patching.
    @FunctionalInterface
    interface Opener {
        CellPatching open(ContrastIds run);
    }

    /// @param forced tokens of an answer at the end of every run, which the plan takes as generated
    PassChanges changes(int forced) {
        if (steering.equals(SteeringPlan.NONE)) {
            return PassChanges.NONE;
        }
        return (scope, tokens) -> {
            HookTable hooks = new HookTable();
            model.steer(steering, new Positions.Window(0, tokens, tokens - forced), scope, hooks);
            return hooks;
        };
    }

    /// Rows of a batch of patched runs.
    int rowsAtOnce(int length) {
        int wish = Math.max(1, Math.min(128, TOKENS_AT_ONCE / length));
        return memory.sequencesAtOnce(length, false, wish);
    }

    /// @throws AttributionException if features are to be set to their mean
    PairPatching patching(ReadPair pair, Set<NodeKind> kinds, PatchSource source) {
        return new PairPatching(pair, run -> new CellPatching(model.transformer(), kinds, sae(), changes(run.forced()),
                run, settings.direction(), source, rowsAtOnce(Math.max(run.clean().size(), run.corrupt().size())),
                listener));
    }

    /// @throws AttributionException if what is asked does not go with answers of several tokens
    void requirePossible(List<ReadPair> pairs) {
        boolean last = steering.edits().stream().anyMatch(edit -> edit.positions().kind() == Positions.Kind.LAST);
        if (last && pairs.stream().anyMatch(ReadPair::goesOn)) {
            throw new AttributionException("an edit at the last position means another one at each token of an answer",
                    "in the steering plan", "steer all positions, or look at the first token of the answers");
        }
    }

    /// What nodes are set to.
    ///
    /// @param pairs over whose clean prompts means are taken
    PatchSource source(List<ReadPair> pairs, Set<NodeKind> kinds) {
        if (settings.method() == AttributionMethod.ZERO_ABLATION) {
            return new PatchSource.Zero();
        }
        if (settings.method() != AttributionMethod.MEAN_ABLATION) {
            return new PatchSource.OtherRun();
        }
        if (kinds.stream().anyMatch(NodeKind::ofSae)) {
            throw new AttributionException("features are not set to their mean", "in the nodes",
                    "choose zero-ablation or patching for features");
        }
        return new PatchSource.Mean(means(pairs, kinds));
    }

    private Map<Site, float[]> means(List<ReadPair> pairs, Set<NodeKind> kinds) {
        Map<Site, double[]> sums = new HashMap<>();
        long tokens = 0;
        for (ReadPair pair : pairs) {
            tokens += pair.clean().size();
            try (NDManager scope = model.transformer().newScope()) {
                HookTable hooks = changes(0).hooks(scope, pair.clean().size());
                for (Site site : sites(kinds)) {
                    hooks.observe(site, value -> add(sums.computeIfAbsent(site,
                            one -> new double[(int) (value.size() / pair.clean().size())]),
                            NativeMemory.floats(value)));
                }
                int[] ids = pair.clean().stream().mapToInt(Integer::intValue).toArray();
                model.transformer().forward(
                        ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE).progress(listener), hooks);
            }
        }
        Map<Site, float[]> means = new HashMap<>();
        for (Map.Entry<Site, double[]> sum : sums.entrySet()) {
            float[] mean = new float[sum.getValue().length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum.getValue()[i] / tokens);
            }
            means.put(sum.getKey(), mean);
        }
        return means;
    }

    private static void add(double[] sums, float[] values) {
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i];
        }
    }

    private List<Site> sites(Set<NodeKind> kinds) {
        List<Site> sites = new ArrayList<>();
        for (NodeKind kind : kinds) {
            for (int layer = 0; layer < model.transformer().spec().layers(); layer++) {
                Site site = new Site(kind.site().orElseThrow(), layer);
                if (model.transformer().sites().contains(site)) {
                    sites.add(site);
                }
            }
        }
        return Collections.unmodifiableList(sites);
    }
}
