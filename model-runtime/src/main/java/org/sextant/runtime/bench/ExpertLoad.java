package org.sextant.runtime.bench;

import java.util.HashMap;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;

/// How many tokens each expert gets in one forward pass.
final class ExpertLoad {
    private final Map<Integer, Map<Long, Integer>> byLayer = new HashMap<>();

    /// Counts while a forward pass runs under these hooks.
    HookTable hooks(Transformer model) {
        HookTable hooks = new HookTable();
        for (Site site : model.sites().sites()) {
            if (site.kind() == SiteKind.EXPERT_INDICES) {
                hooks.observe(site, chosen -> count(site.layer(), chosen));
            }
        }
        return hooks;
    }

    private void count(int layer, NDArray chosen) {
        Map<Long, Integer> tokens = byLayer.computeIfAbsent(layer, _ -> new HashMap<>());
        for (long expert : NativeMemory.longs(chosen)) {
            tokens.merge(expert, 1, Integer::sum);
        }
    }

    int tokens(int layer, int expert) {
        return byLayer.getOrDefault(layer, Map.of()).getOrDefault((long) expert, 0);
    }
}
