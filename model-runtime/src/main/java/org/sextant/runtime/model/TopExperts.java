package org.sextant.runtime.model;

import java.util.Arrays;

/// The experts with the highest scores, within the best groups where a router has groups. Equal scores go to the lower
/// number.
final class TopExperts {
    private final RouterSpec spec;
    private final int experts;
    private final int chosen;

    TopExperts(RouterSpec spec, int experts, int chosen) {
        this.spec = spec;
        this.experts = experts;
        this.chosen = chosen;
    }

    /// @param scores `[tokens, experts]`, row-major
    /// @return `[tokens, chosen]`, best first
    long[] choose(float[] scores) {
        int tokens = scores.length / experts;
        long[] best = new long[tokens * chosen];
        for (int token = 0; token < tokens; token++) {
            float[] own = Arrays.copyOfRange(scores, token * experts, (token + 1) * experts);
            keepBestGroups(own);
            int[] order = largest(own, chosen);
            for (int rank = 0; rank < chosen; rank++) {
                best[token * chosen + rank] = order[rank];
            }
        }
        return best;
    }

    private void keepBestGroups(float[] scores) {
        if (spec.groups() == 1) {
            return;
        }
        int size = experts / spec.groups();
        float[] groupScores = new float[spec.groups()];
        for (int group = 0; group < spec.groups(); group++) {
            float[] members = Arrays.copyOfRange(scores, group * size, (group + 1) * size);
            int counted = spec.groupScore() == RouterSpec.GroupScore.BEST ? 1 : Math.min(2, size);
            for (int member : largest(members, counted)) {
                groupScores[group] += members[member];
            }
        }
        boolean[] kept = new boolean[spec.groups()];
        for (int group : largest(groupScores, spec.groupsKept())) {
            kept[group] = true;
        }
        for (int expert = 0; expert < experts; expert++) {
            if (!kept[expert / size]) {
                scores[expert] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /// Indices of the largest values, largest first. A value that is no number comes last.
    private static int[] largest(float[] values, int count) {
        int[] best = new int[count];
        Arrays.fill(best, -1);
        for (int i = 0; i < values.length; i++) {
            int rank = count;
            while (rank > 0 && (best[rank - 1] < 0 || exceeds(values[i], values[best[rank - 1]]))) {
                rank--;
            }
            if (rank < count) {
                System.arraycopy(best, rank, best, rank + 1, count - 1 - rank);
                best[rank] = i;
            }
        }
        return best;
    }

    private static boolean exceeds(float value, float other) {
        return value > other || (Float.isNaN(other) && !Float.isNaN(value));
    }
}
