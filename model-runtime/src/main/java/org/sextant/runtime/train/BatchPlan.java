package org.sextant.runtime.train;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Which texts are learnt at which step. Texts are shuffled anew each time all have been seen; those that come up at
/// about the same time are sorted by length, cut into batches of a number of tokens, and the batches shuffled. So little
/// is padded, and the same seed always gives the same order.
public final class BatchPlan {
    /// Texts among which batches of like length are looked for.
    private static final int WINDOW = 2048;

    private final TokenCorpus corpus;
    private final long seed;
    private final int batchTokens;
    private final int longest;
    private final Deque<int[]> waiting = new ArrayDeque<>();
    private int[] order = new int[0];
    private int next;
    private long round;

    /// @param batchTokens tokens of a batch, padding included, at the most
    /// @param longest tokens of a text that are learnt at the most
    public BatchPlan(TokenCorpus corpus, long seed, int batchTokens, int longest) {
        this.corpus = corpus;
        this.seed = seed;
        this.batchTokens = batchTokens;
        this.longest = longest;
    }

    /// The next texts to learn; there are always more.
    public TrainingBatch next() {
        return TrainingBatch.of(corpus, nextTexts(), longest);
    }

    /// Goes past batches that have been learnt.
    public void skip(long batches) {
        for (long i = 0; i < batches; i++) {
            nextTexts();
        }
    }

    /// The numbers of the next texts that go together; there are always more.
    public int[] nextTexts() {
        while (waiting.isEmpty()) {
            fill();
        }
        return waiting.removeFirst();
    }

    private void fill() {
        if (next == order.length) {
            order = shuffled();
            next = 0;
        }
        int end = Math.min(order.length, next + WINDOW);
        Integer[] window = Arrays.stream(order, next, end).boxed().toArray(Integer[]::new);
        Arrays.sort(window, Comparator.<Integer>comparingInt(this::length).thenComparing(Comparator.naturalOrder()));
        List<int[]> batches = cut(Arrays.stream(window).mapToInt(Integer::intValue).toArray());
        Collections.shuffle(batches, new Random(Long.hashCode(seed) * 31L + round * order.length + next));
        waiting.addAll(batches);
        next = end;
    }

    private int[] shuffled() {
        List<Integer> all = new ArrayList<>(IntStream.range(0, corpus.size()).boxed().toList());
        Collections.shuffle(all, new Random(seed + round));
        round++;
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private int length(int text) {
        return Math.min(longest, corpus.length(text));
    }

    private List<int[]> cut(int[] sorted) {
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < sorted.length; i++) {
            boolean full = (i - from + 1L) * length(sorted[i]) > batchTokens;
            if (full && i > from) {
                batches.add(Arrays.copyOfRange(sorted, from, i));
                from = i;
            }
        }
        batches.add(Arrays.copyOfRange(sorted, from, sorted.length));
        return batches;
    }
}
