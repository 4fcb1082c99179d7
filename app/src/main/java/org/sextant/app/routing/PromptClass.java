package org.sextant.app.routing;

/// The class of a prompt in token resonance imaging.
enum PromptClass {
    TARGET("target"), REST("rest"), LEFT_OUT("left out");

    private final String title;

    PromptClass(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
