package org.sextant.app.features;

/// What the table of features tells of each.
enum FeatureColumn {
    FEATURE("#", 52, "Number of the feature in the SAE, from 0"),
    LABEL("label", 112, "What it is called; kept beside the SAE"),
    LARGEST("max", 62, "Largest activation on this prompt, in the SAE's own units; special tokens left out"),
    HERE("here", 62, "Activation at the selected token"),
    SHARE("share", 66, "Share in what all features give back: at the selected token, else averaged over the prompt"),
    TOKENS("tokens", 64, "How many tokens of this prompt it is active at; special ones left out"),
    DENSITY("density", 74, "Share of the tokens of the harvest at which it was active"),
    CORPUS_LARGEST("corpus", 66, "Largest activation in the harvest");

    private final String title;
    private final int width;
    private final String description;

    FeatureColumn(String title, int width, String description) {
        this.title = title;
        this.width = width;
        this.description = description;
    }

    String title() {
        return title;
    }

    /// In pixels.
    int width() {
        return width;
    }

    String description() {
        return description;
    }
}
