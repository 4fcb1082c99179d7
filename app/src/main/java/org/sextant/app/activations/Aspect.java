package org.sextant.app.activations;

/// How a picture shows a model that is steered.
public enum Aspect {
    /// As if nothing were steered.
    UNSTEERED("Unsteered", "The model as it is, without the sliders", "unsteered", "Alt+U"),
    /// With what steers it.
    NOW("Now", "The model with the sliders as they stand", "now", "Alt+N"),
    /// What the steering makes of it.
    DIFFERENCE("Difference", "What the sliders change: now − unsteered", "now − unsteered", "Alt+D");

    private final String title;
    private final String description;
    private final String words;
    private final String key;

    Aspect(String title, String description, String words, String key) {
        this.title = title;
        this.description = description;
        this.words = words;
        this.key = key;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /// The keys that choose it.
    public String key() {
        return key;
    }

    /// The title of something that is shown in this way: `blocks.3.hook_resid_post, now`.
    public String titled(String what) {
        return what + ", " + words;
    }
}
