package org.sextant.app.activations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;

/// A model that answers when the test says so.
final class StubModel implements OpenModel {
    /// One question that was asked.
    static final class Asked implements Job<Object> {
        private final String lane;
        private final Request<?> request;
        private final CompletableFuture<Object> completion = new CompletableFuture<>();

        private Asked(String lane, Request<?> request) {
            this.lane = lane;
            this.request = request;
        }

        String lane() {
            return lane;
        }

        Request<?> request() {
            return request;
        }

        void answer(Object result) {
            completion.complete(result);
        }

        void fail(Throwable failure) {
            completion.completeExceptionally(failure);
        }

        @Override
        public CompletionStage<Object> completion() {
            return completion;
        }

        @Override
        public void onUpdate(Consumer<Update> listener) {
            // these answers come at once
        }

        @Override
        public void cancel() {
            completion.completeExceptionally(new CancellationException());
        }

        @Override
        public boolean isDone() {
            return completion.isDone();
        }

        @Override
        public Object await() {
            return completion.join();
        }
    }

    /// Two layers of four query heads and two key-value heads.
    private final ModelCard card;
    private final List<Asked> asked = new ArrayList<>();

    StubModel() {
        this(8);
    }

    StubModel(int dModel) {
        List<String> sites = IntStream.range(0, 2).boxed()
                .flatMap(layer -> Stream
                        .of("hook_resid_pre", "attn.hook_k", "attn.hook_pattern", "attn.hook_z", "attn.hook_result",
                                "mlp.hook_post", "hook_resid_post")
                        .map(suffix -> "blocks." + layer + "." + suffix))
                .toList();
        card = new ModelCard("tiny", Path.of("/models/tiny"), "abc", "llama", 2, dModel, 4, 2, 2, 16, 50, 64,
                Optional.empty(),
                1000, 4000, Map.of(Dtype.FLOAT32, 4000L), Dtype.FLOAT32, "cpu", Optional.empty(), Optional.empty(),
                Stream.concat(Stream.of("hook_embed"), sites.stream()).toList(), List.of(), List.of());
    }

    List<Asked> asked() {
        return asked;
    }

    Asked last() {
        return asked.getLast();
    }

    @Override
    public ModelCard card() {
        return card;
    }

    @Override
    public String render(Prompt.Chat chat) {
        throw new UnsupportedOperationException("no chat template");
    }

    @Override
    public List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
        throw new AssertionError("no vector is made here");
    }

    @Override
    public List<Token> tokenize(Prompt prompt) {
        return Samples.TOKENS;
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        throw new AssertionError("pictures ask in lanes");
    }

    @Override
    @SuppressWarnings("unchecked") // the test answers with what the request wants
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        var question = new Asked(lane, request);
        asked.add(question);
        return (Job<R>) (Job<?>) question;
    }

    @Override
    public void steer(SteeringPlan plan) {
        // is steered by nothing
    }

    @Override
    public void close() {
        // holds nothing
    }
}
