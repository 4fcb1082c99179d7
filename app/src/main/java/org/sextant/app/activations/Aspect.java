package org.sextant.app.activations;

import java.util.Locale;

/// How a picture shows a model that is steered.
public enum Aspect {
    /// As if nothing were steered.
    UNSTEERED("Unsteered", "The model as it is, without the sliders", "unsteered"),
    /// With what steers it.
    NOW("Now", "The model with the sliders as they stand", "now"),
    /// What the steering makes of it.
    DIFFERENCE("Difference", "What the sliders change: now − unsteered", "now − unsteered");

    private final String title;
    private final String description;
    private final String words;

    Aspect(String title, String description, String words) {
        this.title = title;
        this.description = description;
        this.words = words;
    }

    /// As commands name it: `difference`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /// The title of something that is shown in this way: `blocks.3.hook_resid_post, now`.
    String titled(String what) {
        return what + ", " + words;
    }
}
