package org.sextant.runtime.attribution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.Ops;

/// What one run had at some sites, and how its observable depends on them.
///
/// @param values `[B, T, …]` by site, on the scope of the run
/// @param coefficients of the same shapes; empty where none were asked for
/// @param observed of each row
@SuppressWarnings("ArrayRecordComponent") // never compared
record Recording(Map<Site, NDArray> values, Map<Site, NDArray> coefficients, double[] observed) {
    NDArray value(Site site) {
        return Objects.requireNonNull(values.get(site), () -> site + " was not recorded");
    }

    NDArray coefficient(Site site) {
        return Objects.requireNonNull(coefficients.get(site), () -> site + " has no coefficient");
    }

    /// A run without a tape.
    static Recording plain(Transformer model, SequenceBatch batch, List<Observable> observables, Set<Site> sites,
            HookTable changes, NDManager scope, BlockListener listener) {
        Map<Site, NDArray> values = new LinkedHashMap<>();
        HookTable hooks = new HookTable().then(changes);
        sites.forEach(site -> hooks.observe(site, value -> values.put(site, kept(value, scope))));
        try (NDManager pass = scope.newSubManager()) {
            NDArray logits = model.forward(batch.request(pass, Observable.reach(observables), listener), hooks)
                    .logits();
            return new Recording(values, Map.of(), new LogitWeights(observables).read(logits));
        }
    }

    /// A run with a tape. Each row's coefficients are its own, since rows do not see each other.
    static Recording withCoefficients(Transformer model, SequenceBatch batch, List<Observable> observables,
            Set<Site> sites, RelevanceRules rules, HookTable changes, NDManager scope, BlockListener listener) {
        Map<Site, NDArray> values = new LinkedHashMap<>();
        Map<Site, NDArray> leaves = new HashMap<>();
        Map<Site, Site> leafOf = new LeafSites(model, changes.sites()).of(sites);
        HookTable hooks = new HookTable().then(changes);
        sites.forEach(site -> hooks.observe(site, value -> values.put(site, kept(Ops.detached(value), scope))));
        try (NDManager pass = scope.newSubManager(); GradientTape tape = GradientTape.start()) {
            Set.copyOf(leafOf.values()).forEach(site -> hooks.change(new Intervention(site, value -> {
                NDArray leaf = tape.leaf(pass, value.getShape(), value.getDataType());
                leaves.put(site, leaf);
                return value.add(leaf);
            })));
            NDArray logits = model.forward(
                    batch.request(pass, Observable.reach(observables), listener).rules(rules), hooks).logits();
            LogitWeights weights = new LogitWeights(observables);
            double[] observed = weights.read(Ops.detached(logits));
            tape.backward(weights.sum(logits, pass));
            Map<Site, NDArray> gradients = new HashMap<>();
            leaves.forEach((site, leaf) -> {
                NDArray gradient = tape.gradient(leaf);
                gradient.attach(scope);
                gradients.put(site, gradient);
            });
            Map<Site, NDArray> coefficients = new LinkedHashMap<>();
            leafOf.forEach((site, leaf) -> coefficients.put(site, Objects.requireNonNull(gradients.get(leaf))));
            return new Recording(values, coefficients, observed);
        }
    }

    static NDArray kept(NDArray value, NDManager scope) {
        NDArray view = value.reshape(value.getShape());
        view.attach(scope);
        return view;
    }
}
