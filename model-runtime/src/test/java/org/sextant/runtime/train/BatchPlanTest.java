package org.sextant.runtime.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchPlanTest {
    private static final int TEXTS = 5000;

    /// Text i begins with its own number.
    private static TokenCorpus numbered() {
        TokenCorpus.Builder corpus = new TokenCorpus.Builder();
        for (int i = 0; i < TEXTS; i++) {
            int[] ids = new int[2 + (i * 7) % 40];
            ids[0] = i;
            corpus.add(ids);
        }
        return corpus.build();
    }

    private static List<Long> firsts(BatchPlan plan, int texts) {
        List<Long> seen = new ArrayList<>();
        while (seen.size() < texts) {
            Arrays.stream(plan.next().ids()).map(row -> row[0]).forEach(seen::add);
        }
        return seen;
    }

    @Test
    void everyTextComesUpOnceARoundAndEachRoundInAnotherOrder() {
        BatchPlan plan = new BatchPlan(numbered(), 1, 512, 64);
        List<Long> one = firsts(plan, TEXTS);
        List<Long> two = firsts(plan, TEXTS);
        assertThat(one).hasSize(TEXTS).doesNotHaveDuplicates();
        assertThat(two).hasSize(TEXTS).doesNotHaveDuplicates().isNotEqualTo(one);
    }

    @Test
    void batchesKeepToTheirTokensAndWasteFew() {
        BatchPlan plan = new BatchPlan(numbered(), 1, 512, 64);
        long places = 0;
        long real = 0;
        for (int i = 0; i < 150; i++) {
            TrainingBatch batch = plan.next();
            long size = (long) batch.ids().length * batch.ids()[0].length;
            assertThat(size).isLessThanOrEqualTo(512);
            places += size;
            real += batch.predicted() + batch.ids().length;
        }
        assertThat((double) real / places).isGreaterThan(0.95);
    }

    @Test
    void skippingIsTheSameAsGoingThrough() {
        BatchPlan through = new BatchPlan(numbered(), 9, 512, 64);
        for (int i = 0; i < 333; i++) {
            through.next();
        }
        BatchPlan skipping = new BatchPlan(numbered(), 9, 512, 64);
        skipping.skip(333);
        assertThat(skipping.next().ids()).isDeepEqualTo(through.next().ids());
    }

    @Test
    void longTextsAreCut() {
        TrainingBatch batch = TrainingBatch.of(numbered(), new int[]{5, 1}, 10);
        assertThat(batch.ids()).hasDimensions(2, 10);
        assertThat(batch.real()[1]).containsExactly(true, true, true, true, true, true, true, true, true, false);
        assertThat(batch.predicted()).isEqualTo(9 + 8);
    }
}
