package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;

import org.sextant.app.state.SiteName;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ModelCard;

/// What two models must both have for a picture of both.
final class SharedSites {
    static final String RESIDUAL = "blocks.*.hook_resid_post";

    private SharedSites() {}

    /// The kinds of vectors of a model in the order of its forward pass, without those that relate two tokens.
    static List<String> of(ModelCard card) {
        return card.sites().stream().map(site -> SiteName.parse(site).everyLayer()).distinct()
                .filter(site -> !site.endsWith(".attn.hook_pattern") && !site.endsWith(".attn.hook_attn_scores"))
                .toList();
    }

    /// Why a site cannot be looked at in each of these models; empty where it can.
    ///
    /// @param site a name, or one with `*` in place of the block
    static Optional<PaneState> missing(List<ModelCard> cards, String site) {
        return cards.stream().filter(card -> card.sites().stream()
                .noneMatch(own -> own.equals(site) || SiteName.parse(own).everyLayer().equals(site))).findFirst()
                .map(card -> new PaneState.Empty(card.name() + " has no " + site,
                        "Choose a site that both models have; it has " + card.layers() + " layers."));
    }

    static Optional<PaneState> missingHead(List<ModelCard> cards, int head) {
        return cards.stream().filter(card -> head >= card.heads()).findFirst()
                .map(card -> new PaneState.Empty(card.name() + " has no head " + head,
                        "It has " + card.heads() + " a layer; choose one that both have."));
    }

    static Optional<PaneState> missingExperts(List<ModelCard> cards) {
        return cards.stream().filter(card -> card.experts().isEmpty()).findFirst()
                .map(card -> new PaneState.Empty(card.name() + " has no experts",
                        "There is no router in its blocks. Compare two mixtures of experts, or choose another picture."));
    }
}
