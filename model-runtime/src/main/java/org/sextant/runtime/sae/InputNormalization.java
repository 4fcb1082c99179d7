package org.sextant.runtime.sae;

/// What is done to each input before it is encoded, and undone after decoding (METHODS.md 2.2).
public enum InputNormalization {
    /// Nothing.
    NONE("none"),
    /// `x √d_in / ‖x‖`; the reconstruction times `‖x‖ / √d_in`.
    CONSTANT_NORM("constant_norm_rescale"),
    /// `(x − μ) / (σ + 1e-5)` with the unbiased σ; the reconstruction times σ plus μ.
    LAYER_NORM("layer_norm");

    private final String label;

    InputNormalization(String label) {
        this.label = label;
    }

    /// Its name in SAELens files.
    public String label() {
        return label;
    }
}
