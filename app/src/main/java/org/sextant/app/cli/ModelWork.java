package org.sextant.app.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.sextant.app.state.OneToken;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.session.Update;

/// One model, open for one command.
final class ModelWork implements AutoCloseable {
    private static final long SECONDS_TO_STOP = 3;

    private final CommandContext context;
    private final Session session;
    private final OpenModel model;

    private ModelWork(CommandContext context, OpenRequest request) {
        this.context = context;
        session = context.sessions().get();
        model = openOrClose(request);
    }

    /// Opens a model and says on standard error what is odd about it, such as weights that are not finite.
    static ModelWork open(CommandContext context, OpenRequest request) {
        var work = new ModelWork(context, request);
        work.warnings().forEach(warning -> context.err().println("sextant: warning: " + warning));
        return work;
    }

    /// What is odd about the model; results carry it.
    List<String> warnings() {
        return model.card().warnings();
    }

    private OpenModel openOrClose(OpenRequest request) {
        try {
            return await(session.open(request));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// What the model is.
    ModelCard card() {
        return model.card();
    }

    /// The one token that a word is.
    ///
    /// @param where it was given, for the message
    int token(String word, String where) {
        return OneToken.of(model, word, where).id();
    }

    /// Asks the model and waits for the answer.
    <R> R ask(Request<R> request) {
        return await(model.submit(request));
    }

    /// Lets something ask the model many times while it tells how far it is. Breaking off closes the model under it.
    <R> R measure(BiFunction<OpenModel, Consumer<Update.Progress>, R> use) {
        try (Interruption.Step _ = context.interruption().during(model::close);
                ProgressLine progress = new ProgressLine(context.err(), System::nanoTime)) {
            return use.apply(model, told -> {
                if (context.terminal()) {
                    progress.show(told);
                }
            });
        }
    }

    private <R> R await(Job<R> job) {
        try (Interruption.Step _ = context.interruption().during(() -> stop(job));
                ProgressLine progress = new ProgressLine(context.err(), System::nanoTime)) {
            if (context.terminal()) {
                job.onUpdate(progress::show);
            }
            return job.await();
        }
    }

    /// Cancels a job and lets it come to its end, so that the process does not leave while native code runs.
    private static void stop(Job<?> job) {
        job.cancel();
        try {
            job.completion().toCompletableFuture().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException | CancellationException | TimeoutException e) {
            // However it ended, there is nothing left to wait for.
        }
    }

    @Override
    public void close() {
        try {
            model.close();
        } finally {
            session.close();
        }
    }
}
