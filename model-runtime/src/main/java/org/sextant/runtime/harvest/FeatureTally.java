package org.sextant.runtime.harvest;

import java.util.List;
import java.util.stream.LongStream;

import org.sextant.runtime.sae.TextFeatures;

/// What the features of an SAE have done so far. Its size depends on the number of features, not on the number of tokens.
/// Strong means far from 0: the few kinds of SAE that have negative activations are counted by their absolute values.
/// Not thread-safe.
public final class FeatureTally {
    private static final int BEFORE = 24;
    private static final int AFTER = 8;
    private static final int MOST_STRONGEST = 20;
    private static final int FEWEST_STRONGEST = 4;
    private static final int OCCURRENCES = 1 << 19;
    private static final int MOST_PAIRS = 1 << 22;

    private final long[] tokensActive;
    private final double[] sums;
    private final float[] largest;
    private final FeatureHistograms histograms;
    private final OccurrenceShelf strongest;
    private final OccurrenceShelf random;
    private final CoActivations together;
    private final float[] peaks;
    private final int[] peakTokens;
    private final int[] met;
    private long tokens;

    /// @param features of the SAE
    public FeatureTally(int features) {
        this(features, MOST_PAIRS);
    }

    FeatureTally(int features, int mostPairs) {
        tokensActive = new long[features];
        sums = new double[features];
        largest = new float[features];
        histograms = new FeatureHistograms(features);
        int shown = Math.clamp(OCCURRENCES / features, FEWEST_STRONGEST, MOST_STRONGEST);
        strongest = new OccurrenceShelf(features, shown);
        random = new OccurrenceShelf(features, shown / 2);
        together = new CoActivations(mostPairs);
        peaks = new float[features];
        peakTokens = new int[features];
        met = new int[features];
    }

    /// Counts the tokens of one text.
    ///
    /// @param passedOver tokens at its start that do not count
    public void add(TextFeatures text, int passedOver) {
        int count = 0;
        for (int token = 0; token < text.tokens(); token++) {
            int from = text.starts()[token];
            int to = text.starts()[token + 1];
            for (int i = from; i < to; i++) {
                int feature = text.features()[i];
                float value = Math.abs(text.values()[i]);
                see(feature, value);
                if (peaks[feature] == 0) {
                    met[count++] = feature;
                }
                if (value > peaks[feature]) {
                    peaks[feature] = value;
                    peakTokens[feature] = token;
                }
            }
            together.add(text.features(), text.values(), from, to);
        }
        tokens += Math.max(0, text.tokens() - passedOver);
        for (int i = 0; i < count; i++) {
            keep(met[i], text);
        }
    }

    private void see(int feature, float value) {
        tokensActive[feature]++;
        sums[feature] += value;
        largest[feature] = Math.max(largest[feature], value);
        histograms.add(feature, value);
    }

    /// Keeps where a feature was strongest in a text, if that is among the strongest of all, or drawn by lot: the lot of a
    /// text is a hash, so that it does not matter where a run was broken off.
    private void keep(int feature, TextFeatures text) {
        strongest.offer(feature, peaks[feature], () -> occurrence(feature, text));
        random.offer(feature, lot(feature, text.text()), () -> occurrence(feature, text));
        peaks[feature] = 0;
    }

    private Occurrence occurrence(int feature, TextFeatures text) {
        int token = peakTokens[feature];
        int from = Math.max(0, token - BEFORE);
        float[] around = new float[Math.min(text.tokens(), token + AFTER + 1) - from];
        for (int i = 0; i < around.length; i++) {
            around[i] = text.at(from + i, feature);
        }
        return new Occurrence(text.text(), token, peaks[feature], from, around);
    }

    /// Between 0 and 1, the same for the same feature and text (the finalizer of SplitMix64).
    static double lot(int feature, int text) {
        long mixed = ((long) feature << Integer.SIZE) + text + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
    }

    int features() {
        return tokensActive.length;
    }

    /// Tokens that were counted.
    public long tokens() {
        return tokens;
    }

    /// Share of features that were never active.
    public double dead() {
        long never = LongStream.of(tokensActive).filter(active -> active == 0).count();
        return (double) never / tokensActive.length;
    }

    long tokensActive(int feature) {
        return tokensActive[feature];
    }

    double sum(int feature) {
        return sums[feature];
    }

    float largest(int feature) {
        return largest[feature];
    }

    FeatureHistograms histograms() {
        return histograms;
    }

    List<Occurrence> strongest(int feature) {
        return strongest.of(feature);
    }

    List<Occurrence> random(int feature) {
        return random.of(feature);
    }

    CoActivations together() {
        return together;
    }

    void restore(int feature, long active, double sum, float most) {
        tokensActive[feature] = active;
        sums[feature] = sum;
        largest[feature] = most;
    }

    void restoreStrongest(int feature, Occurrence kept) {
        strongest.offer(feature, kept.activation(), () -> kept);
    }

    void restoreRandom(int feature, Occurrence kept) {
        random.offer(feature, lot(feature, kept.text()), () -> kept);
    }

    void restoreTokens(long counted) {
        tokens = counted;
    }
}
