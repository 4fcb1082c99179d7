package org.sextant.runtime.session;

import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;

/// A model in this process.
final class LocalOpenModel implements OpenModel {
    private final LoadedModel model;
    private final WorkingMemory memory;
    private final RequestHandlers handlers;
    private final JobThread thread;
    private volatile Runnable afterClose = () -> {};
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private boolean closed;

    /// Takes over the model and its checkpoint: both close with this, in this order, on the model's own thread.
    LocalOpenModel(LoadedModel model, Checkpoint checkpoint, MemoryBudget budget) {
        this.model = model;
        this.memory = new WorkingMemory(model, budget);
        this.handlers = new RequestHandlers(model, budget);
        this.thread = new JobThread("model " + model.card().name(), this::isClosed, () -> {
            try (checkpoint) {
                model.close();
            }
            NativeMemory.giveBackFreed(Backend.device(model.card().device()));
        });
        thread.submit(context -> {
            Backend.shareThreads(model.card().parameters());
            return true;
        });
    }

    /// What work of [#work] uses, on this model's thread.
    LoadedModel loaded() {
        return model;
    }

    WorkingMemory memory() {
        return memory;
    }

    /// Queues a part of something larger.
    ///
    /// @param idle whether it waits for all that is asked of this model
    <R> Job<R> work(Work<R> part, boolean idle) {
        return idle ? thread.submitIdle(part) : thread.submit(part);
    }

    /// @param action called once the model's memory is free
    void onClose(Runnable action) {
        afterClose = action;
    }

    @Override
    public ModelCard card() {
        return model.card();
    }

    @Override
    public List<Token> tokenize(Prompt prompt) {
        return whileOpen(() -> model.prompts().tokens(model.prompts().ids(prompt), 0));
    }

    @Override
    public List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded) {
        return whileOpen(() -> new ReadPlaces(model).read(prompts, rule, padded).stream()
                .map(text -> new ReadTokens(model.prompts().tokens(text.idArray(), 0), text.places().getFirst()))
                .toList());
    }

    @Override
    public String render(Prompt.Chat chat) {
        return whileOpen(() -> model.prompts().rendered(chat));
    }

    private <R> R whileOpen(Supplier<R> work) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw isClosed();
            }
            return work.get();
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public <R> Job<R> submit(Request<R> request) {
        return thread.submit(context -> handlers.answer(request, context));
    }

    @Override
    public <R> Job<R> submitLatest(String lane, Request<R> request) {
        return thread.submitLatest(lane, context -> handlers.answer(request, context));
    }

    @Override
    public <R> Job<R> submitIdle(Request<R> request) {
        return thread.submitIdle(context -> handlers.answer(request, context));
    }

    @Override
    public void steer(SteeringPlan plan) {
        handlers.steer(plan);
    }

    private RequestException isClosed() {
        return new RequestException("the model is closed", "model " + model.card().name(), "open it again");
    }

    @Override
    public void close() {
        refuseFromNowOn();
        thread.close();
        afterClose.run();
    }

    /// Waits for whoever tokenizes, so that the tokenizer is not freed under them.
    private void refuseFromNowOn() {
        lifetime.writeLock().lock();
        try {
            closed = true;
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}
