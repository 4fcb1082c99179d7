package org.sextant.app.cli;

import java.util.List;
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
        return new JobWait(context).await(job);
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
