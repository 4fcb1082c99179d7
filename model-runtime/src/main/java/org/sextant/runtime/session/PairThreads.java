package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.tensor.Backend;

/// Lets two models work for one comparison, each on its own thread, at the same time where they are two. What the models
/// hand to each other is plain memory; whoever asks waits until both are done with it, however that ends.
///
/// @param context of the comparison, whose cancellation ends the parts
/// @param idle whether each part waits for all that is asked of its model
record PairThreads(LocalOpenModel a, LocalOpenModel b, JobContext context, boolean idle) {
    /// What one model does.
    ///
    /// @param <R> what it gives
    @FunctionalInterface
    interface Part<R> {
        /// @param between looks for cancellation; called between blocks
        R run(LoadedModel model, Runnable between);
    }

    /// What two models gave.
    record Both<R>(R a, R b) {}

    /// Whether both sides are one open model, whose parts then take turns.
    boolean oneModel() {
        return a == b;
    }

    /// A listener that looks for cancellation.
    static BlockListener between(Runnable look) {
        return (_, _) -> look.run();
    }

    /// Both at the same time.
    <R> Both<R> both(Part<R> partA, Part<R> partB) {
        return both(partA, partB, () -> {});
    }

    /// Both at the same time.
    ///
    /// @param meanwhile what the calling thread does while they work; it reads what they read
    <R> Both<R> both(Part<R> partA, Part<R> partB, Runnable meanwhile) {
        List<Throwable> failures = new ArrayList<>();
        Optional<Job<R>> jobA = attempt(failures, () -> submit(a, partA));
        Optional<Job<R>> jobB = attempt(failures, () -> submit(b, partB));
        attempt(failures, () -> {
            meanwhile.run();
            return true;
        });
        Optional<R> answerA = jobA.flatMap(job -> attempt(failures, job::await));
        Optional<R> answerB = jobB.flatMap(job -> attempt(failures, job::await));
        if (answerA.isPresent() && answerB.isPresent() && failures.isEmpty()) {
            return new Both<>(answerA.get(), answerB.get());
        }
        answerA.ifPresent(unwanted -> releaseIfHeld(a, unwanted));
        answerB.ifPresent(unwanted -> releaseIfHeld(b, unwanted));
        throw worst(failures);
    }

    /// Frees something of a model on the model's thread. A model that is closed has freed it itself.
    static void release(LocalOpenModel model, Held held) {
        try {
            model.work(_ -> {
                held.close();
                return true;
            }, false).await();
        } catch (RequestException | CancellationException closed) {
            // Nothing is left to free.
        }
    }

    private static void releaseIfHeld(LocalOpenModel model, Object answer) {
        if (answer instanceof Held held) {
            release(model, held);
        }
    }

    /// Arrays of a model that outlive one part.
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /// One model alone.
    <R> R one(LocalOpenModel model, Part<R> part) {
        context.checkCancelled();
        return model.work(own -> part.run(model.loaded(), look(own)), idle).await();
    }

    /// Something for each of `count` things, several at the same time on any threads. None is at work any more when this
    /// ends, however it ends, so that what they read can then be freed; after a failure none begins.
    ///
    /// @param work gets a number below `count`
    /// @return what it gave, in order
    <R> List<R> each(int count, IntFunction<R> work) {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        // A stream that fails does not wait for its other threads, so nothing may be thrown within it.
        List<Optional<R>> answers = IntStream.range(0, count).parallel().mapToObj(at -> failures.isEmpty()
                ? attempt(failures, () -> unlessCancelled(() -> work.apply(at)))
                : Optional.<R>empty()).toList();
        if (!failures.isEmpty()) {
            throw worst(failures);
        }
        return answers.stream().map(Optional::orElseThrow).toList();
    }

    private <R> R unlessCancelled(Supplier<R> work) {
        context.checkCancelled();
        return work.get();
    }

    private <R> Job<R> submit(LocalOpenModel model, Part<R> part) {
        context.checkCancelled();
        return model.work(own -> oneModel()
                ? part.run(model.loaded(), look(own))
                : sharingCores(model, () -> part.run(model.loaded(), look(own))), idle);
    }

    /// While both compute each takes half of the cores: more threads than cores wait for each other.
    private static <R> R sharingCores(LocalOpenModel model, Supplier<R> work) {
        Backend.useThreads(Math.max(1, Backend.threads() / 2));
        try {
            return work.get();
        } finally {
            Backend.shareThreads(model.card().parameters());
        }
    }

    private Runnable look(JobContext own) {
        return () -> {
            context.checkCancelled();
            own.checkCancelled();
        };
    }

    /// Where memory runs out, too, the others are waited for.
    private static <T> Optional<T> attempt(List<Throwable> failures, Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException | Error failure) {
            failures.add(failure);
            return Optional.empty();
        }
    }

    /// The first failure that is more than a cancellation, which the others may only follow from.
    private static RuntimeException worst(List<Throwable> failures) {
        Throwable worst = failures.stream().filter(failure -> !(failure instanceof CancellationException)).findFirst()
                .orElseGet(failures::getFirst);
        return switch (worst) {
            case RuntimeException failure -> failure;
            case Error error -> throw error;
            default -> throw new IllegalStateException(worst);
        };
    }
}
