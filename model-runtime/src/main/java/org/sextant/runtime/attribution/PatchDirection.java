package org.sextant.runtime.attribution;

/// Which of two runs is changed, and which gives the new values (METHODS.md 1.2).
public enum PatchDirection {
    /// The corrupt run gets clean values: which of them are enough.
    DENOISING("denoising"),
    /// The clean run gets corrupt values: which of them are needed.
    NOISING("noising");

    private final String id;

    PatchDirection(String id) {
        this.id = id;
    }

    /// As a person writes it.
    public String id() {
        return id;
    }
}
