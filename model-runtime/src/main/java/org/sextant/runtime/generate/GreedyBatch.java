package org.sextant.runtime.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// Continues prompts of one length together, by the likeliest token each: what [Generation] gives one by one at
/// temperature 0, up to how sums of a batch are rounded.
public final class GreedyBatch {
    private final Transformer model;
    private final Set<Integer> endTokens;
    private final BlockListener listener;

    /// @param endTokens tokens that end a text
    /// @param listener called between blocks of every pass; may throw to stop
    public GreedyBatch(Transformer model, Set<Integer> endTokens, BlockListener listener) {
        this.model = model;
        this.endTokens = Set.copyOf(endTokens);
        this.listener = listener;
    }

    /// How one prompt goes on.
    ///
    /// @param ids new tokens, the end token that ended it included
    /// @param firstLogits `[vocabulary]` of the first of them
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Continuation(List<Integer> ids, float[] firstLogits) {}

    /// @param prompts ids, all of one length, which the context holds; one prompt at least
    /// @param maxNewTokens stop after this many, 1 at least; a full context stops sooner
    /// @param hooks asked before each forward pass
    /// @return one for each prompt
    /// @throws SamplingException if no logit is finite
    public List<Continuation> run(List<int[]> prompts, int maxNewTokens, Generation.PassHooks hooks) {
        int length = prompts.getFirst().length;
        int room = (int) Math.min(model.spec().contextLength(), (long) length + maxNewTokens);
        List<Row> rows = prompts.stream().map(prompt -> new Row(prompt, room)).toList();
        try (KeyValueCache cache = model.newCache(rows.size(), room)) {
            int at = length;
            do {
                if (cache.outdatedAt(at)) {
                    cache.clear();
                }
                float[] logits = logits(rows, cache, at, hooks);
                for (int row = 0; row < rows.size(); row++) {
                    int vocabulary = logits.length / rows.size();
                    rows.get(row).take(at, Arrays.copyOfRange(logits, row * vocabulary, (row + 1) * vocabulary));
                }
                at++;
            } while (at < room && !rows.stream().allMatch(row -> row.over));
        }
        return rows.stream().map(row -> new Continuation(row.drawn, row.firstLogits)).toList();
    }

    /// `[B, vocabulary]` of the next token.
    private float[] logits(List<Row> rows, KeyValueCache cache, int end, Generation.PassHooks hooks) {
        int start = cache.length();
        long[][] ids = rows.stream().map(row -> Arrays.stream(row.ids, start, end).asLongStream().toArray())
                .toArray(long[][]::new);
        try (NDManager scope = model.newScope()) {
            ForwardRequest pass = ForwardRequest.ofIds(scope, ids).cache(cache).unembed(Unembed.LAST)
                    .progress(listener);
            return NativeMemory.floats(model.forward(pass, hooks.of(scope, start, end)).logits());
        }
    }

    /// One text on its way. Once it is over it goes on unseen, as long as others do.
    private final class Row {
        private final int[] ids;
        private final List<Integer> drawn = new ArrayList<>();
        private float[] firstLogits = new float[0];
        private boolean over;

        Row(int[] prompt, int room) {
            this.ids = Arrays.copyOf(prompt, Math.max(room, prompt.length + 1));
        }

        void take(int at, float[] logits) {
            int next = SamplingRule.GREEDY.draw(logits, 0).id();
            ids[at] = next;
            if (drawn.isEmpty()) {
                firstLogits = logits;
            }
            if (!over) {
                drawn.add(next);
                over = endTokens.contains(next);
            }
        }
    }
}
