package org.sextant.app.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.session.SaeMetrics;
import org.sextant.runtime.session.SaeMetricsRequest;
import org.sextant.runtime.session.SaeMetricsResult;

/// How good SAEs are on a corpus: the chosen one, or one after another to compare them.
final class QualityViewModel {
    private static final PaneState NOTHING_MEASURED = new PaneState.Empty("Nothing has been measured",
            "Choose a file of texts, then press Measure: how much of x comes back, and how well the model predicts"
                    + " with it.");
    private static final String LANE = "features.quality";

    /// What the chart shows.
    enum Chart {
        ZF("ZF plot", "Length of the input against length of the features: on the line the decoder is orthogonal"),
        ERROR(
                "Error", "Relative error by position in the text"),
        PARETO("Pareto",
                "L0 against loss recovered, a point an SAE");

        private final String title;
        private final String description;

        Chart(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /// An SAE and its figures.
    record Measured(Path sae, SaeMetricsResult result) {
        SaeMetrics metrics() {
            return result.metrics();
        }

        String name() {
            return SaesViewModel.name(sae);
        }
    }

    private final Workspace workspace;
    private final SaesViewModel saes;
    private final TaskExecutor tasks;
    private final CorpusViewModel corpus = new CorpusViewModel(SaeMetricsRequest.ENOUGH_TOKENS);
    private final TaskSlot measuring = new TaskSlot();
    private final ObjectProperty<Chart> chart = new SimpleObjectProperty<>(this, "chart", Chart.ZF);
    private final ReadOnlyObjectWrapper<List<Measured>> measured = new ReadOnlyObjectWrapper<>(this, "measured",
            List.of());
    private final ReadOnlyObjectWrapper<Optional<Measured>> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            NOTHING_MEASURED);

    QualityViewModel(Workspace workspace, SaesViewModel saes, TaskExecutor tasks) {
        this.workspace = workspace;
        this.saes = saes;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(ignored -> forget());
        saes.chosenProperty().subscribe(this::follow);
        measured.subscribe(this::follow);
    }

    CorpusViewModel corpus() {
        return corpus;
    }

    ObjectProperty<Chart> chartProperty() {
        return chart;
    }

    /// The SAEs that were measured on the present corpus, in the order in which it was first done.
    ReadOnlyObjectProperty<List<Measured>> measuredProperty() {
        return measured.getReadOnlyProperty();
    }

    /// The one whose points are drawn: the chosen SAE, else the last that was measured.
    ReadOnlyObjectProperty<Optional<Measured>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> measuringProperty() {
        return measuring.currentProperty();
    }

    /// Measures the chosen SAE.
    void measure() {
        measure(saes.chosenProperty().get().map(SaeCard::folder).stream().toList());
    }

    /// Measures every SAE that can be chosen, one after another.
    void measureAll() {
        measure(saes.offeredProperty().get());
    }

    void cancel() {
        measuring.cancel();
    }

    /// Shows the points of another SAE.
    void show(int place) {
        if (place >= 0 && place < measured.get().size()) {
            shown.set(Optional.of(measured.get().get(place)));
        }
    }

    private void measure(List<Path> left) {
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<Path> texts = corpus.fileProperty().get();
        if (model.isPresent() && texts.isPresent() && !left.isEmpty()) {
            Path sae = left.getFirst();
            long tokens = corpus.tokensProperty().get();
            var request = new SaeMetricsRequest(saes.place(sae), texts.get(), tokens);
            measuring.start(BackgroundTask
                    .asking("Measuring " + SaesViewModel.name(sae), () -> model.get().submit(request)).lane(LANE)
                    .onSuccess(result -> {
                        add(new Measured(sae, result));
                        measure(left.subList(1, left.size()));
                    }).onFailure(this::cannot).onEnd(this::ended), tasks);
            measuringProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
        }
    }

    /// Figures on another corpus cannot stand beside these.
    private void add(Measured next) {
        List<Measured> all = new ArrayList<>(measured.get().stream().filter(each -> same(each, next)).toList());
        int place = all.stream().map(Measured::sae).toList().indexOf(next.sae());
        if (place < 0) {
            all.add(next);
        } else {
            all.set(place, next);
        }
        measured.set(List.copyOf(all));
        state.set(new PaneState.Result());
    }

    private static boolean same(Measured one, Measured other) {
        return one.result().provenance().prompt().equals(other.result().provenance().prompt())
                && one.metrics().tokens() == other.metrics().tokens();
    }

    private void follow() {
        Optional<Path> sae = saes.chosenProperty().get().map(SaeCard::folder);
        List<Measured> all = measured.get();
        shown.set(all.stream().filter(each -> sae.filter(each.sae()::equals).isPresent()).findFirst()
                .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast())));
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(measured.get().isEmpty() ? NOTHING_MEASURED : new PaneState.Result());
        }
    }

    private void forget() {
        measuring.cancel();
        measured.set(List.of());
        state.set(NOTHING_MEASURED);
    }
}
