package org.sextant.app.cli;

import java.util.List;
import java.util.stream.Stream;

import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.PairRequest;
import org.sextant.runtime.session.Session;

/// Two models, open for one command; a model that is compared with itself is opened once.
final class PairWork implements AutoCloseable {
    private final JobWait jobs;
    private final Session session;
    private final ModelPair pair;

    private PairWork(CommandContext context, OpenRequest a, OpenRequest b) {
        jobs = new JobWait(context);
        session = context.sessions().get();
        try {
            OpenModel first = jobs.await(session.open(a));
            pair = session.pair(first, a.equals(b) ? first : jobs.await(session.open(b)));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// Opens both models and says on standard error what is odd about them.
    static PairWork open(CommandContext context, OpenRequest a, OpenRequest b) {
        var work = new PairWork(context, a, b);
        work.warnings().forEach(warning -> context.err().println("sextant: warning: " + warning));
        return work;
    }

    /// What is odd about the models; results carry it.
    List<String> warnings() {
        return Stream.of(pair.a(), pair.b()).distinct().flatMap(model -> model.card().warnings().stream()).toList();
    }

    /// Asks both and waits for the answer.
    <R> R ask(PairRequest<R> request) {
        return jobs.await(pair.submit(request));
    }

    @Override
    public void close() {
        session.close();
    }
}
