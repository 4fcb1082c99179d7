package org.sextant.runtime.model;

import java.util.Arrays;

/// Which of a batch's tokens are real and where they stand. Padding may stand left or right; positions count real
/// tokens only, so that a padded sequence gives what it gives alone.
final class TokenBatch {
    private final boolean[][] real;
    private final long[][] keyPositions;
    private final long[][] positions;
    private final int cached;

    /// @param real `[B][S]` through cached and new tokens
    /// @param cached how many of S were there before
    TokenBatch(boolean[][] real, int cached) {
        this.real = real;
        this.cached = cached;
        this.keyPositions = new long[real.length][real[0].length];
        this.positions = new long[real.length][];
        for (int row = 0; row < real.length; row++) {
            long position = 0;
            for (int i = 0; i < real[row].length; i++) {
                keyPositions[row][i] = real[row][i] ? position : Math.max(0, position - 1);
                position += real[row][i] ? 1 : 0;
            }
            positions[row] = Arrays.copyOfRange(keyPositions[row], cached, real[row].length);
        }
    }

    /// A batch that goes on after cached tokens.
    static TokenBatch after(boolean[][] before, boolean[][] added) {
        boolean[][] real = new boolean[added.length][];
        for (int row = 0; row < added.length; row++) {
            real[row] = new boolean[before[row].length + added[row].length];
            System.arraycopy(before[row], 0, real[row], 0, before[row].length);
            System.arraycopy(added[row], 0, real[row], before[row].length, added[row].length);
        }
        return new TokenBatch(real, before[0].length);
    }

    int size() {
        return real.length;
    }

    /// Tokens in this pass.
    int queries() {
        return real[0].length - cached;
    }

    /// Tokens in this pass and before.
    int keys() {
        return real[0].length;
    }

    int cached() {
        return cached;
    }

    /// Real tokens of the longest sequence.
    int longest() {
        int longest = 0;
        for (boolean[] row : real) {
            int tokens = 0;
            for (boolean token : row) {
                tokens += token ? 1 : 0;
            }
            longest = Math.max(longest, tokens);
        }
        return longest;
    }

    /// `[B][S]`.
    boolean[][] real() {
        return real;
    }

    /// `[B][T]`, of the tokens in this pass.
    long[][] positions() {
        return positions;
    }

    /// `[B][S]`, of all tokens.
    long[][] keyPositions() {
        return keyPositions;
    }

    boolean padded() {
        for (boolean[] row : real) {
            for (boolean token : row) {
                if (!token) {
                    return true;
                }
            }
        }
        return false;
    }
}
