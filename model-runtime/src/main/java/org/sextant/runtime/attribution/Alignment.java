package org.sextant.runtime.attribution;

/// How positions of two prompts are paired.
public enum Alignment {
    /// Position by position; prompts of different lengths are refused.
    EXACT("exact"),
    /// By what both texts have in common, character by character: what they begin with and what they end with. In between
    /// from the end of that part; what then has no partner is not patched.
    SPANS("spans"),
    /// From the last position backwards; the first positions of the longer prompt are not patched.
    PAD("pad");

    private final String id;

    Alignment(String id) {
        this.id = id;
    }

    /// As a person writes it.
    public String id() {
        return id;
    }
}
