package org.sextant.runtime.sae;

/// What was active at each token of one text. The features of token p stand from `starts[p]` up to `starts[p + 1]`, by
/// their numbers in rising order.
///
/// @param text its number in the corpus
/// @param starts `[tokens + 1]`; tokens that are passed over have none
/// @param features their numbers
/// @param values activations, none of them 0
@SuppressWarnings("ArrayRecordComponent") // made for one text and never compared
public record TextFeatures(int text, int[] starts, int[] features, float[] values) {
    public int tokens() {
        return starts.length - 1;
    }

    /// The activation of a feature at a token, 0 where it is not active.
    public float at(int token, int feature) {
        for (int i = starts[token]; i < starts[token + 1]; i++) {
            if (features[i] == feature) {
                return values[i];
            }
        }
        return 0;
    }
}
