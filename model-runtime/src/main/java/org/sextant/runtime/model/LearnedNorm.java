package org.sextant.runtime.model;

/// What a norm does to its normalised value: `n ⊙ weight + bias`.
///
/// @param weight `[d_model]`, as it is multiplied
/// @param bias `[d_model]`, zeros where the norm has none
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LearnedNorm(float[] weight, float[] bias) {}
