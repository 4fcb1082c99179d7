package org.sextant.app.compare;

/// The pictures among which the view chooses.
enum PairKind {
    PROMPT("Tokens", "What both predict at each token of the prompt"),
    LAYERS("Layers", "How their activations differ, by layer and token"),
    MATRIX("Similarity", "How alike their layers are over many texts"),
    GENERATION("Generation", "Both continue the prompt"),
    PICTURES("Side by side", "The same picture of both, with one cursor and one scale");

    private final String title;
    private final String description;

    PairKind(String title, String description) {
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
