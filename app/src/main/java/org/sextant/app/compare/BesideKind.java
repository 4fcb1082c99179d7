package org.sextant.app.compare;

/// The pictures of one model that can stand beside those of another.
enum BesideKind {
    STATISTIC("Statistic", "One number a layer and token"),
    LENS("Logit lens", "What each layer would predict"),
    ATTENTION("Attention", "Which tokens a head looks at"),
    ROUTING("Routing", "How much a layer's experts count, token by token"),
    EXPERTS("Experts", "Which share of the tokens each expert sees, and what the second sees more"),
    ATTRIBUTION("Attribution", "Which nodes an answer comes from, as asked in Attribution"),
    FEATURES("Features", "The strongest features of an SAE, token by token");

    private final String title;
    private final String description;

    BesideKind(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }
}
