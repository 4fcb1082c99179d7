package org.sextant.runtime.train;

import java.util.Arrays;

/// Texts that are learnt together, padded to the longest.
///
/// @param ids `[B][T]`
/// @param real `[B][T]` which of them are real; padding stands right
@SuppressWarnings("ArrayRecordComponent") // made for one step and never compared
public record TrainingBatch(long[][] ids, boolean[][] real) {
    private static final int PADDING = 0;

    /// @param texts their numbers in the corpus
    /// @param longest tokens of a text that are taken at the most
    public static TrainingBatch of(TokenCorpus corpus, int[] texts, int longest) {
        int width = Arrays.stream(texts).map(text -> Math.min(longest, corpus.length(text))).max().orElseThrow();
        long[][] ids = new long[texts.length][width];
        boolean[][] real = new boolean[texts.length][width];
        for (int row = 0; row < texts.length; row++) {
            int[] text = corpus.ids(texts[row]);
            for (int i = 0; i < width; i++) {
                real[row][i] = i < text.length;
                ids[row][i] = real[row][i] ? text[i] : PADDING;
            }
        }
        return new TrainingBatch(ids, real);
    }

    /// One text.
    ///
    /// @param text its ids
    public static TrainingBatch of(int[] text) {
        boolean[] real = new boolean[text.length];
        Arrays.fill(real, true);
        return new TrainingBatch(new long[][]{Arrays.stream(text).asLongStream().toArray()}, new boolean[][]{real});
    }

    /// Tokens that are predicted: every real one but the first of its text.
    public int predicted() {
        int count = 0;
        for (boolean[] row : real) {
            for (int i = 1; i < row.length; i++) {
                count += row[i] ? 1 : 0;
            }
        }
        return count;
    }
}
