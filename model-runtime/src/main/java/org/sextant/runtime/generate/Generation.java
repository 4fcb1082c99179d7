package org.sextant.runtime.generate;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// Continues a prompt token by token. The prompt goes through the model once; keys and values are kept, so that each
/// further token costs one token; only where the model's rotary table changes with the length is the text computed anew.
public final class Generation {
    private final Transformer model;
    private final SamplingRule rule;
    private final RandomGenerator random;
    private final Set<Integer> endTokens;

    /// @param model the model
    /// @param rule how tokens are drawn
    /// @param random where chance comes from; one number a token
    /// @param endTokens tokens that end a text
    public Generation(Transformer model, SamplingRule rule, RandomGenerator random, Set<Integer> endTokens) {
        this.model = model;
        this.rule = rule;
        this.random = random;
        this.endTokens = Set.copyOf(endTokens);
    }

    /// Why a continuation ended.
    public enum End {
        /// The model gave an end token.
        END_TOKEN,
        /// The asked number of tokens was reached.
        LENGTH,
        /// The context is full.
        CONTEXT
    }

    /// Gives the hooks of each forward pass.
    @FunctionalInterface
    public interface PassHooks {
        /// No hook in any pass.
        PassHooks NONE = (_, _, _) -> Hooks.NONE;

        /// @param scope lives as long as the pass
        /// @param start the first position that it computes
        /// @param end after the last
        Hooks of(NDManager scope, int start, int end);
    }

    /// Follows a continuation; each call may throw to stop it.
    public interface Listener {
        /// Called between blocks of every forward pass.
        void before(int block, int total);

        /// Called for each new token.
        void drawn(SamplingRule.Draw token);
    }

    /// Runs until an end.
    ///
    /// @param prompt ids, at least one and no more than the context holds
    /// @param maxNewTokens stop after this many
    /// @param hooks asked before each forward pass, so that a change made meanwhile holds from the next token on
    public End run(int[] prompt, int maxNewTokens, PassHooks hooks, Listener listener) {
        try (Running running = start(prompt, maxNewTokens, hooks)) {
            Optional<End> end = Optional.empty();
            while (end.isEmpty()) {
                end = running.step(listener);
            }
            return end.get();
        }
    }

    /// Begins a continuation that goes on step by step.
    ///
    /// @param prompt ids, at least one and no more than the context holds
    /// @param maxNewTokens stop after this many
    /// @param hooks asked before each forward pass, so that a change made meanwhile holds from the next token on
    public Running start(int[] prompt, int maxNewTokens, PassHooks hooks) {
        return new Running(prompt, maxNewTokens, hooks);
    }

    /// A continuation on its way, with its keys and values.
    public final class Running implements AutoCloseable {
        private final int asked;
        private final int room;
        private final int[] ids;
        private final PassHooks hooks;
        private final KeyValueCache cache;
        private int length;

        private Running(int[] prompt, int maxNewTokens, PassHooks hooks) {
            this.asked = prompt.length + maxNewTokens;
            this.room = (int) Math.min(model.spec().contextLength(), (long) prompt.length + maxNewTokens);
            this.ids = Arrays.copyOf(prompt, room);
            this.hooks = hooks;
            this.cache = model.newCache(1, room);
            this.length = prompt.length;
        }

        /// Draws one more token, if there is room for it.
        ///
        /// @return why it is over; empty while it is not
        public Optional<End> step(Listener listener) {
            if (length == room) {
                return Optional.of(full());
            }
            if (cache.outdatedAt(length)) {
                cache.clear();
            }
            int[] next = Arrays.copyOfRange(ids, cache.length(), length);
            SamplingRule.Draw token = rule.draw(logits(next, cache, hooks, listener), random.nextDouble());
            listener.drawn(token);
            ids[length] = token.id();
            length++;
            if (endTokens.contains(token.id())) {
                return Optional.of(End.END_TOKEN);
            }
            return length == room ? Optional.of(full()) : Optional.empty();
        }

        private End full() {
            return room == asked ? End.LENGTH : End.CONTEXT;
        }

        @Override
        public void close() {
            cache.close();
        }
    }

    private float[] logits(int[] ids, KeyValueCache cache, PassHooks passes, Listener listener) {
        try (NDManager scope = model.newScope()) {
            Hooks hooks = passes.of(scope, cache.length(), cache.length() + ids.length);
            ForwardRequest request = ForwardRequest.ofIds(scope, ids).cache(cache).unembed(Unembed.LAST)
                    .progress(listener::before);
            return NativeMemory.floats(model.forward(request, hooks).logits());
        }
    }
}
