package org.sextant.runtime.harvest;

import java.util.Arrays;

import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/// How often two features were active at the same token. Of each token the [#STRONGEST] features count. Where there are
/// more pairs than fit, the same number is taken from all of them and those that come to nothing are forgotten (Misra and
/// Gries 1982): a count is then too low by at most [#undercount], and never too high.
final class CoActivations {
    static final int STRONGEST = 32;

    private final int mostPairs;
    private final Long2IntOpenHashMap counts = new Long2IntOpenHashMap();
    private final int[] kept = new int[STRONGEST];
    private long undercount;

    /// @param mostPairs that are remembered
    CoActivations(int mostPairs) {
        this.mostPairs = mostPairs;
    }

    /// Adds the features of one token.
    ///
    /// @param features in rising order
    void add(int[] features, float[] values, int from, int to) {
        int count = strongest(features, values, from, to);
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                counts.addTo(pair(kept[i], kept[j]), 1);
            }
        }
        while (counts.size() > mostPairs) {
            forget();
        }
    }

    private int strongest(int[] features, float[] values, int from, int to) {
        float bound = Float.NEGATIVE_INFINITY;
        if (to - from > STRONGEST) {
            float[] sorted = Arrays.copyOfRange(values, from, to);
            Arrays.sort(sorted);
            bound = sorted[sorted.length - STRONGEST];
        }
        int count = 0;
        for (int i = from; i < to && count < STRONGEST; i++) {
            if (values[i] >= bound) {
                kept[count++] = features[i];
            }
        }
        return count;
    }

    /// Takes as much from every pair as leaves half of them.
    private void forget() {
        int[] all = counts.values().toIntArray();
        Arrays.sort(all);
        int less = all[all.length / 2];
        undercount += less;
        var pairs = counts.long2IntEntrySet().fastIterator();
        while (pairs.hasNext()) {
            Long2IntMap.Entry pair = pairs.next();
            if (pair.getIntValue() > less) {
                pair.setValue(pair.getIntValue() - less);
            } else {
                pairs.remove();
            }
        }
        counts.trim();
    }

    /// @param first less than the second
    static long pair(int first, int second) {
        return ((long) first << Integer.SIZE) | second;
    }

    /// By how much a count may be too low.
    long undercount() {
        return undercount;
    }

    /// Told pairs and their counts, in an order of no meaning.
    void forEach(PairVisitor visitor) {
        counts.long2IntEntrySet().fastForEach(pair -> visitor.at((int) (pair.getLongKey() >> Integer.SIZE),
                (int) pair.getLongKey(), pair.getIntValue()));
    }

    /// Takes up what was kept.
    void restore(int first, int second, int count) {
        counts.put(pair(first, second), count);
    }

    void restoreUndercount(long kept) {
        undercount = kept;
    }

    /// Sees a pair.
    interface PairVisitor {
        /// @param first less than the second
        /// @param tokens at which both were active
        void at(int first, int second, int tokens);
    }
}
