package org.sextant.runtime.train;

import java.util.Arrays;

import org.sextant.runtime.checkpoint.ContentHash;

/// Texts as token ids, one after the other in one array.
public final class TokenCorpus {
    private final int[] tokens;
    private final int[] starts;

    private TokenCorpus(int[] tokens, int[] starts) {
        this.tokens = tokens;
        this.starts = starts;
    }

    /// Number of texts.
    public int size() {
        return starts.length - 1;
    }

    /// Number of tokens in all texts together.
    public int tokens() {
        return tokens.length;
    }

    /// Number of tokens of one text.
    public int length(int text) {
        return starts[text + 1] - starts[text];
    }

    /// The ids of one text.
    public int[] ids(int text) {
        return Arrays.copyOfRange(tokens, starts[text], starts[text + 1]);
    }

    /// SHA-256 of the tokens and of where texts begin, in hexadecimal.
    public String hash() {
        return new ContentHash().add(starts).add(tokens).hex();
    }

    /// The same tokens, texts over a length cut into pieces of it that count as texts of their own.
    ///
    /// @param longest tokens of a piece at the most
    public TokenCorpus inPieces(int longest) {
        Builder pieces = new Builder();
        for (int text = 0; text < size(); text++) {
            for (int from = starts[text]; from < starts[text + 1]; from += longest) {
                pieces.add(Arrays.copyOfRange(tokens, from, Math.min(starts[text + 1], from + longest)));
            }
        }
        return pieces.build();
    }

    /// Collects texts.
    public static final class Builder {
        private static final int FIRST_TOKENS = 1 << 16;
        private static final int FIRST_TEXTS = 1 << 10;

        private int[] tokens = new int[FIRST_TOKENS];
        private int[] starts = new int[FIRST_TEXTS];
        private int used;
        private int texts;

        /// @throws ArithmeticException if the texts together have over 2³¹ tokens
        public Builder add(int[] ids) {
            int end = Math.addExact(used, ids.length);
            if (end > tokens.length) {
                tokens = Arrays.copyOf(tokens, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(end, 2L * used)));
            }
            System.arraycopy(ids, 0, tokens, used, ids.length);
            used = end;
            texts++;
            if (texts == starts.length) {
                starts = Arrays.copyOf(starts, 2 * texts);
            }
            starts[texts] = end;
            return this;
        }

        public TokenCorpus build() {
            return new TokenCorpus(Arrays.copyOf(tokens, used), Arrays.copyOf(starts, texts + 1));
        }
    }
}
