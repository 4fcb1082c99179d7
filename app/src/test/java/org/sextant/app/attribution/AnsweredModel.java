package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.sextant.app.testing.DoneModel;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PatchCellsRequest;
import org.sextant.runtime.session.PatchCellsResult;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Update;

/// A real model whose jobs are done when they are handed out; where the test asks for that, patching is done when it says so, and
/// what is asked in a lane never. It remembers what was asked.
final class AnsweredModel extends DoneModel {
    final List<Request<?>> asked = new ArrayList<>();
    final List<Held<PatchCellsResult, PatchCellsRequest>> held = new ArrayList<>();
    boolean holding;
    boolean holdingLanes;

    AnsweredModel(OpenModel model) {
        super(model);
    }

    /// A job that the test tells of.
    static final class Held<R, Q extends Request<R>> implements Job<R> {
        final Q request;
        private final CompletableFuture<R> completion = new CompletableFuture<>();
        private Consumer<Update> listener = _ -> {};

        Held(Q request) {
            this.request = request;
        }

        void tell(Update update) {
            listener.accept(update);
        }

        @Override
        public CompletionStage<R> completion() {
            return completion;
        }

        @Override
        public void onUpdate(Consumer<Update> next) {
            listener = next;
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
        public R await() {
            return completion.join();
        }
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        asked.add(request);
        return super.submit(request);
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        asked.add(request);
        return holdingLanes ? new Held<>(request) : super.submitLatest(lane, request);
    }

    @Override
    @SuppressWarnings("unchecked") // a request's type fixes its answer's type
    public <R> Job<R> submitIdle(Request<R> request) {
        asked.add(request);
        if (holding && request instanceof PatchCellsRequest patching) {
            var job = new Held<>(patching);
            held.add(job);
            return (Job<R>) (Job<?>) job;
        }
        return super.submitIdle(request);
    }
}
