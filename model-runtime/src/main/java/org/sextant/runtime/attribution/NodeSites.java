package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.sae.SaeSplice;

/// Where the nodes of some kinds are in a model.
final class NodeSites {
    private final Transformer model;
    private final Set<NodeKind> kinds;
    private final Optional<SaeNodes> sae;

    /// @throws AttributionException if the model has no such nodes, or features are asked for without an SAE
    NodeSites(Transformer model, Set<NodeKind> kinds, Optional<Sae> sae) {
        this.model = model;
        this.kinds = EnumSet.copyOf(kinds);
        boolean features = kinds.stream().anyMatch(NodeKind::ofSae);
        if (features && sae.isEmpty()) {
            throw new AttributionException("features are asked for and there is no SAE", "in the nodes",
                    "name the SAE that the features belong to");
        }
        this.sae = features
                ? sae.map(one -> {
                    SaeSplice splice = new SaeSplice(one, model, 0);
                    return new SaeNodes(one, splice.in(), splice.out());
                })
                : Optional.empty();
        for (NodeKind kind : kinds) {
            if (!kind.ofSae() && of(kind).isEmpty()) {
                throw new AttributionException("the model has no nodes of the kind " + kind.id(), "in the nodes",
                        kind == NodeKind.NEURON
                                ? "its feed-forward layers are mixtures of experts: choose mlp_out"
                                : "its attention and MLP stand side by side: choose resid_pre or resid_post");
            }
        }
    }

    Set<NodeKind> kinds() {
        return kinds;
    }

    SaeNodes sae() {
        return sae.orElseThrow();
    }

    /// Sites of a kind that is in the blocks; a mixture of experts has no neurons.
    List<Site> of(NodeKind kind) {
        List<Site> sites = new ArrayList<>();
        int layers = kind == NodeKind.TOKEN ? 1 : model.spec().layers();
        for (int layer = 0; layer < layers; layer++) {
            Site site = new Site(kind.site().orElseThrow(), layer);
            if (model.sites().contains(site)) {
                sites.add(site);
            }
        }
        return sites;
    }

    /// Sites whose values and coefficients are needed.
    Set<Site> read() {
        Set<Site> sites = new LinkedHashSet<>();
        kinds.stream().filter(kind -> !kind.ofSae()).forEach(kind -> sites.addAll(of(kind)));
        sae.ifPresent(nodes -> {
            sites.add(nodes.in());
            sites.add(nodes.out());
        });
        return sites;
    }

    int layers() {
        return model.spec().layers();
    }

    int heads() {
        return model.spec().heads();
    }
}
