package org.sextant.runtime.sae;

import ai.djl.ndarray.types.Shape;

/// What is learnt. Encoder and decoder both have a row a feature.
enum SaeWeight {
    /// `[d_sae, d_in]`.
    ENCODER,
    /// `[d_sae]`.
    ENCODER_BIAS,
    /// `[d_sae, d_out]`, rows of norm 1.
    DECODER,
    /// `[d_out]`.
    DECODER_BIAS,
    /// `[d_sae]`, logarithms of the thresholds of jumprelu.
    LOG_THRESHOLD;

    Shape shape(int dIn, int features, int dOut) {
        return switch (this) {
            case ENCODER -> new Shape(features, dIn);
            case DECODER -> new Shape(features, dOut);
            case DECODER_BIAS -> new Shape(dOut);
            case ENCODER_BIAS, LOG_THRESHOLD -> new Shape(features);
        };
    }

    /// Whether a method learns it.
    boolean belongsTo(SaeMethod method) {
        return switch (this) {
            case ENCODER, DECODER, DECODER_BIAS -> true;
            case ENCODER_BIAS -> !(method instanceof SaeMethod.TopAfa);
            case LOG_THRESHOLD -> method instanceof SaeMethod.JumpRelu;
        };
    }
}
