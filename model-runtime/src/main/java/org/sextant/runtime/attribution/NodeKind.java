package org.sextant.runtime.attribution;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.hook.SiteKind;

/// What is scored.
public enum NodeKind {
    /// Input of a block, by layer and position.
    RESID_PRE("resid_pre", SiteKind.RESID_PRE),
    /// Between attention and MLP, by layer and position; not in parallel blocks.
    RESID_MID("resid_mid", SiteKind.RESID_MID),
    /// Output of a block, by layer and position.
    RESID_POST("resid_post", SiteKind.RESID_POST),
    /// What attention adds, by layer and position.
    ATTN_OUT("attn_out", SiteKind.ATTN_OUT),
    /// What the MLP adds, by layer and position.
    MLP_OUT("mlp_out", SiteKind.MLP_OUT),
    /// Mixed values of a head, by layer, head and position.
    HEAD("head", SiteKind.Z),
    /// What enters the down projection, by layer, position and neuron; the strongest only.
    NEURON("neuron", SiteKind.MLP_POST),
    /// Features of an SAE, by position and feature; the strongest only.
    FEATURE("feature", null),
    /// What an SAE leaves of its site, by position.
    FEATURE_ERROR("feature_error", null),
    /// A token as it enters the first block, by position.
    TOKEN("token", SiteKind.RESID_PRE);

    private final String id;
    private final Optional<SiteKind> site;

    NodeKind(String id, @Nullable SiteKind site) {
        this.id = id;
        this.site = Optional.ofNullable(site);
    }

    /// As a person writes it.
    public String id() {
        return id;
    }

    /// Where it is in every block; empty for what belongs to an SAE.
    public Optional<SiteKind> site() {
        return site;
    }

    /// Whether only the strongest are kept, since there are so many.
    public boolean listed() {
        return this == NEURON || this == FEATURE;
    }

    /// Whether it belongs to an SAE.
    public boolean ofSae() {
        return this == FEATURE || this == FEATURE_ERROR;
    }
}
