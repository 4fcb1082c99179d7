package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.Comparing;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PairRequest;
import org.sextant.runtime.session.Session;

/// Real pairs of models whose jobs are done when they are handed out. It remembers what was asked, and what was opened.
final class AnsweredPair implements Comparing {
    final List<PairRequest<?>> asked = new ArrayList<>();
    final List<String> opened = new ArrayList<>();
    private final Session session;
    final ReadOnlyObjectWrapper<List<String>> offered = new ReadOnlyObjectWrapper<>(List.of("demo:other"));
    private final ReadOnlyObjectWrapper<Optional<RunningTask>> idle = new ReadOnlyObjectWrapper<>(Optional.empty());

    AnsweredPair(Session session) {
        this.session = session;
    }

    @Override
    public ReadOnlyObjectProperty<List<String>> offeredProperty() {
        return offered.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<Optional<RunningTask>> loadingProperty() {
        return idle.getReadOnlyProperty();
    }

    @Override
    public void open(String address) {
        opened.add(address);
    }

    @Override
    public void withSteered() {
        opened.add("steered");
    }

    @Override
    public GenerationSettings writing() {
        return GenerationSettings.DEFAULT.withMaxNewTokens(4);
    }

    @Override
    public ModelPair pair(OpenModel a, OpenModel b) {
        ModelPair pair = session.pair(((AnsweredModel) a).model(), ((AnsweredModel) b).model());
        return new ModelPair() {
            @Override
            public OpenModel a() {
                return a;
            }

            @Override
            public OpenModel b() {
                return b;
            }

            @Override
            public <R> Job<R> submit(PairRequest<R> request) {
                asked.add(request);
                Job<R> job = Answered.of(pair.submit(request));
                pair.close();
                return job;
            }

            @Override
            public <R> Job<R> submitLatest(String lane, PairRequest<R> request) {
                return submit(request);
            }

            @Override
            public <R> Job<R> submitIdle(PairRequest<R> request) {
                return submit(request);
            }

            @Override
            public void close() {
                pair.close();
            }
        };
    }
}
