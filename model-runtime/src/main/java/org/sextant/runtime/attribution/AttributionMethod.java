package org.sextant.runtime.attribution;

/// How the effect of a node is told.
public enum AttributionMethod {
    /// Relevance patching: the difference of two runs times a coefficient that flows back by rules (METHODS.md 1.6).
    RELP("relp"),
    /// Attribution patching: the same with the plain gradient (METHODS.md 1.3).
    ATP("atp"),
    /// Integrated gradients along the straight line between two runs, one site at a time (METHODS.md 1.5).
    INTEGRATED_GRADIENTS("ig"),
    /// AttnLRP: relevance of each token of one run (METHODS.md 1.7).
    ATTN_LRP("attnlrp"),
    /// CP-LRP: relevance of each token of one run, through values alone (METHODS.md 1.7).
    CP_LRP("cplrp"),
    /// The truth: the node is exchanged and the model run again (METHODS.md 1.2).
    PATCHING("patching"),
    /// The truth of setting a node to zero in the run that is changed.
    ZERO_ABLATION("zero-ablation"),
    /// The truth of setting a node to its mean over all tokens of all clean prompts.
    MEAN_ABLATION("mean-ablation");

    private final String id;

    AttributionMethod(String id) {
        this.id = id;
    }

    /// As a person writes it.
    public String id() {
        return id;
    }

    /// Whether every node needs a run of its own.
    public boolean runsEveryNode() {
        return this == PATCHING || this == ZERO_ABLATION || this == MEAN_ABLATION;
    }

    /// Whether it looks at the tokens of one run and needs no other.
    public boolean ofTokens() {
        return this == ATTN_LRP || this == CP_LRP;
    }
}
