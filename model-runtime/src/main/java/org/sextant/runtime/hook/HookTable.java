package org.sextant.runtime.hook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import ai.djl.ndarray.NDArray;

/// Hooks by site, in the order in which they were added: each sees what the one before it made. A table belongs to one
/// forward pass at a time.
public final class HookTable implements Hooks {
    private final Map<Site, List<Intervention>> bySite = new HashMap<>();
    private final Set<Site> fired = new HashSet<>();

    /// Lets `consumer` see the value at a site. The array is valid only during the call.
    public HookTable observe(Site site, Consumer<NDArray> consumer) {
        return change(new Intervention(site, value -> {
            consumer.accept(value);
            return value;
        }));
    }

    /// Adds a change.
    public HookTable change(Intervention intervention) {
        bySite.computeIfAbsent(intervention.site(), site -> new ArrayList<>()).add(intervention);
        return this;
    }

    /// Adds the hooks of another table behind its own.
    public HookTable then(HookTable later) {
        later.bySite.values().forEach(hooks -> hooks.forEach(this::change));
        return this;
    }

    /// Where the hooks are.
    public Set<Site> sites() {
        return Set.copyOf(bySite.keySet());
    }

    @Override
    public boolean wants(SiteKind kind, int layer) {
        return !bySite.isEmpty() && bySite.containsKey(new Site(kind, layer));
    }

    @Override
    public NDArray at(SiteKind kind, int layer, NDArray value) {
        if (bySite.isEmpty()) {
            return value;
        }
        Site site = new Site(kind, layer);
        List<Intervention> here = bySite.get(site);
        if (here == null) {
            return value;
        }
        fired.add(site);
        NDArray current = value;
        for (Intervention intervention : here) {
            current = intervention.change().apply(current);
        }
        return current;
    }

    /// Checks after a forward pass that every site was reached, so that a hook in the wrong place is an error and no
    /// silent zero.
    ///
    /// @throws SiteException naming the sites that were not
    public void requireAllFired() {
        List<String> silent = bySite.keySet().stream().filter(site -> !fired.contains(site)).map(Site::name).sorted()
                .toList();
        if (!silent.isEmpty()) {
            throw new SiteException("the forward pass never came to " + String.join(", ", silent),
                    "in the hooks of this run", "run the blocks that these sites belong to");
        }
    }
}
