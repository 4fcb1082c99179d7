package org.sextant.runtime.harvest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.sextant.runtime.sae.TextFeatures;

/// Texts whose active features are drawn by lot, and the same as a full table to count by hand.
///
/// @param features of the SAE
/// @param tables `[text][token][feature]`
@SuppressWarnings("ArrayRecordComponent") // never compared
record InventedTexts(int features, float[][][] tables) {
    static InventedTexts of(int features, int texts, double share, long seed) {
        Random random = new Random(seed);
        float[][][] tables = new float[texts][][];
        for (int text = 0; text < texts; text++) {
            tables[text] = new float[3 + random.nextInt(60)][features];
            for (int token = 1; token < tables[text].length; token++) {
                for (int feature = 0; feature < features - 1; feature++) {
                    if (random.nextDouble() < share) {
                        tables[text][token][feature] = (float) Math.exp(3 * random.nextGaussian());
                    }
                }
            }
        }
        return new InventedTexts(features, tables);
    }

    TextFeatures text(int number) {
        float[][] table = tables[number];
        int[] starts = new int[table.length + 1];
        List<Integer> active = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int token = 0; token < table.length; token++) {
            for (int feature = 0; feature < features; feature++) {
                if (table[token][feature] != 0) {
                    active.add(feature);
                    values.add(table[token][feature]);
                }
            }
            starts[token + 1] = active.size();
        }
        float[] plain = new float[values.size()];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = values.get(i);
        }
        return new TextFeatures(number, starts, active.stream().mapToInt(Integer::intValue).toArray(), plain);
    }

    /// Ids that tell text and token.
    int[] ids(int number) {
        int[] ids = new int[tables[number].length];
        for (int token = 0; token < ids.length; token++) {
            ids[token] = 1000 * number + token;
        }
        return ids;
    }

    FeatureTally tally() {
        FeatureTally tally = new FeatureTally(features);
        add(tally, 0, tables.length);
        return tally;
    }

    void add(FeatureTally tally, int from, int to) {
        for (int text = from; text < to; text++) {
            tally.add(text(text), 1);
        }
    }
}
