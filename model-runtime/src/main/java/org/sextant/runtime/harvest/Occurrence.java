package org.sextant.runtime.harvest;

/// A token at which a feature was active, with what it did around it.
///
/// @param text number in the corpus
/// @param token at which it was most active in that text
/// @param activation there
/// @param from first token of the surroundings
/// @param around activations from there on
@SuppressWarnings("ArrayRecordComponent") // never compared
record Occurrence(int text, int token, float activation, int from, float[] around) {}
