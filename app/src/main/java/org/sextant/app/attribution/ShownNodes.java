package org.sextant.app.attribution;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ModelCard;

/// The nodes among which the view chooses, and how they are seen.
enum ShownNodes {
    RESID_PRE("resid_pre", "input of a block", Form.MAP, NodeKind.RESID_PRE),
    RESID_MID("resid_mid", "between attention and MLP", Form.MAP, NodeKind.RESID_MID),
    RESID_POST("resid_post", "output of a block", Form.MAP, NodeKind.RESID_POST),
    ATTN_OUT("attn_out", "what attention adds", Form.MAP, NodeKind.ATTN_OUT),
    MLP_OUT("mlp_out", "what the MLP adds", Form.MAP, NodeKind.MLP_OUT),
    HEADS("heads", "each attention head", Form.GRID, NodeKind.HEAD),
    NEURONS("neurons", "the strongest MLP neurons", Form.TABLE, NodeKind.NEURON),
    FEATURES("features", "SAE features and their error", Form.TABLE, NodeKind.FEATURE);

    /// How nodes are seen.
    enum Form {
        /// Layer by position.
        MAP,
        /// Layer by head.
        GRID,
        /// A list of the strongest.
        TABLE
    }

    private final String label;
    private final String meaning;
    private final Form form;
    private final NodeKind kind;

    ShownNodes(String label, String meaning, Form form, NodeKind kind) {
        this.label = label;
        this.meaning = meaning;
        this.form = form;
        this.kind = kind;
    }

    String label() {
        return label;
    }

    String meaning() {
        return meaning;
    }

    Form form() {
        return form;
    }

    /// What is asked for to see them.
    Set<NodeKind> kinds() {
        return kind == NodeKind.FEATURE ? EnumSet.of(kind, NodeKind.FEATURE_ERROR) : EnumSet.of(kind);
    }

    /// Those that settings ask for first.
    static ShownNodes of(AttributionSettings settings) {
        return Arrays.stream(values()).filter(nodes -> settings.nodes().contains(nodes.kind)).findFirst()
                .orElse(RESID_PRE);
    }

    /// Those that a model has. Whether there is an SAE is said when features are asked for.
    static List<ShownNodes> of(ModelCard card) {
        return Arrays.stream(values())
                .filter(nodes -> nodes == FEATURES || nodes.kind.site().filter(site -> has(card, site)).isPresent())
                .toList();
    }

    private static boolean has(ModelCard card, SiteKind site) {
        return card.sites().stream().anyMatch(name -> name.startsWith("blocks.") && name.endsWith("." + site.suffix()));
    }
}
