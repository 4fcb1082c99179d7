package org.sextant.app.steering;

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

import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.session.Dtype;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SteerRequest;
import org.sextant.runtime.session.SteerResult;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;

/// A model that answers when the test says so, with the strength of the first edit as the steered logit.
final class StubModel implements OpenModel {
    static final int LAYERS = 3;
    static final int WIDTH = 4;
    static final int HEADS = 2;

    /// One question that was asked.
    static final class Asked implements Job<SteerResult> {
        private final SteerRequest request;
        private final CompletableFuture<SteerResult> completion = new CompletableFuture<>();

        private Asked(SteerRequest request) {
            this.request = request;
        }

        SteeringPlan plan() {
            return request.steering();
        }

        boolean isCancelled() {
            return completion.isCompletedExceptionally();
        }

        /// Answers, and says which plan it was.
        void answer() {
            completion.complete(new SteerResult(List.of(), List.of(new SteerResult.Shift(1, " Tom", 0.5f,
                    (float) Boards.strength(plan()), 0.25f, 0)), 0.1, 1, 0, 1, provenance()));
        }

        void fail(Throwable failure) {
            completion.completeExceptionally(failure);
        }

        @Override
        public CompletionStage<SteerResult> completion() {
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
        public SteerResult await() {
            return completion.join();
        }
    }

    final List<Asked> asked = new ArrayList<>();
    final List<SteeringPlan> told = new ArrayList<>();
    private final ModelCard card;

    StubModel() {
        this(Path.of("/models/tiny"), WIDTH);
    }

    StubModel(Path folder, int width) {
        this(folder, width, Optional.empty());
    }

    /// Every block has three experts, of which a token gets two.
    static StubModel withExperts() {
        return new StubModel(Path.of("/models/mixture"), WIDTH, Optional.of(new ModelCard.Experts(
                IntStream.range(0, LAYERS).boxed().toList(), 3, 2, RouterSpec.plain(RouterSpec.Scores.SOFTMAX, true))));
    }

    private StubModel(Path folder, int width, Optional<ModelCard.Experts> experts) {
        Stream<String> routers = experts.isPresent() ? Stream.of("mlp.hook_router_logits") : Stream.of();
        List<String> suffixes = Stream.concat(Stream.of("hook_resid_pre", "attn.hook_z", "hook_resid_post"), routers)
                .toList();
        List<String> sites = IntStream.range(0, LAYERS).boxed()
                .flatMap(layer -> suffixes.stream().map(suffix -> "blocks." + layer + "." + suffix)).toList();
        card = new ModelCard("tiny", folder, "abc", "llama", LAYERS, width, HEADS, 1, 2, 16, 50, 64, experts,
                1000, 4000, Map.of(Dtype.FLOAT32, 4000L), Dtype.FLOAT32, "cpu", Optional.empty(), Optional.empty(),
                sites, List.of(), List.of());
    }

    static RunResult run(int... ids) {
        return new RunResult(List.of(new Token(0, 5, "When", "57", false)),
                List.of(new Prediction(0, 1, " Tom", 1, 0.25f)), Optional.empty(), Map.of(), List.of(), 1,
                provenance(ids));
    }

    static Provenance provenance(int... ids) {
        return new Provenance("tiny", "/models/tiny", "abc", "float32", "cpu", "When",
                IntStream.of(ids).boxed().toList(), List.of(), List.of(), "0.1.0");
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
        return prompts.stream().map(_ -> new ReadTokens(List.of(), List.of())).toList();
    }

    @Override
    public List<Token> tokenize(Prompt prompt) {
        return List.of();
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        throw new AssertionError("the board asks in a lane");
    }

    @Override
    @SuppressWarnings("unchecked") // a request's type fixes its answer's type
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        var question = new Asked((SteerRequest) request);
        asked.add(question);
        return (Job<R>) (Job<?>) question;
    }

    @Override
    public void steer(SteeringPlan plan) {
        told.add(plan);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
