package org.sextant.app.routing;

import java.util.Locale;

/// What a picture of a prompt's routing shows.
public enum RoutingMeasure {
    /// By layer and token: the expert of the largest weight.
    TOP("Top expert", "The expert of the largest weight, by layer and token", "weight of the top expert", true),
    /// By layer and token: how undecided the router is.
    ENTROPY("Entropy", "How undecided each router is: 0 is sure, ln of the number of experts knows nothing",
            "router entropy (nats)", true),
    /// By layer and expert: how many tokens it sees.
    LOAD("Load", "Which share of the tokens each expert sees", "share of tokens", false),
    /// By layer and expert: how much it weighs.
    WEIGHT("Weight", "The weight of each expert, over all tokens, 0 where it is not chosen", "weight a token", false),
    /// By layer and expert: how likely the router holds it, chosen or not.
    PROBABILITY("Probability", "What the router gives each expert on average, chosen or not",
            "mean router probability", false);

    private final String title;
    private final String description;
    private final String valueLabel;
    private final boolean byToken;

    RoutingMeasure(String title, String description, String valueLabel, boolean byToken) {
        this.title = title;
        this.description = description;
        this.valueLabel = valueLabel;
        this.byToken = byToken;
    }

    /// As a command names it: `top`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /// What a colour means, with its unit.
    public String valueLabel() {
        return valueLabel;
    }

    /// Whether columns are tokens, else experts.
    public boolean byToken() {
        return byToken;
    }
}
