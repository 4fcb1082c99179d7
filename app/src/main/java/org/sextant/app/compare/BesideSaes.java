package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaePlace;

/// Which SAE the features of either model are read with. Files are looked into only while somebody looks. Lives on the
/// UI thread.
final class BesideSaes {
    private static final String LANE = "compare.saes";
    private static final PaneState UNKNOWN = new PaneState.Cannot("It could not be found out which SAEs there are", "",
            "try once more");

    private final ComparedSource source;
    private final TaskSlot looking = new TaskSlot();
    private final ReadOnlyObjectWrapper<Optional<SaeChoice>> choice = new ReadOnlyObjectWrapper<>(this, "choice",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            PaneState.NOTHING_RUN);
    private Optional<OpenModel> a = Optional.empty();
    private Optional<OpenModel> b = Optional.empty();
    private List<Path> opened = List.of();
    private Optional<Path> opening = Optional.empty();
    private Optional<Path> pickedA = Optional.empty();
    private Optional<Path> pickedB = Optional.empty();
    private boolean looked;

    BesideSaes(ComparedSource source) {
        this.source = source;
        source.sides().subscribe(this::follow);
        workspace().saeProperty().subscribe(_ -> find());
    }

    private Workspace workspace() {
        return source.workspace();
    }

    /// What was found; empty while it is looked for.
    ReadOnlyObjectProperty<Optional<SaeChoice>> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /// Why nothing was found, where nothing was.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Whether anybody looks; who begins to look sees what lies there now.
    void setLooked(boolean now) {
        looked = now;
        find();
    }

    /// Reads the first model with another SAE. Where that is what the view of features looks at, it is followed again.
    void pickA(Path sae) {
        pickedA = Optional.of(sae).filter(path -> workspace().saeProperty().get().map(SaePlace::path)
                .filter(path::equals).isEmpty());
        find();
    }

    /// Reads the second model with another SAE.
    void pickB(Path sae) {
        pickedB = Optional.of(sae);
        find();
    }

    /// Adds an SAE to those that can be chosen, and reads the models with it that it fits.
    void open(Path sae) {
        opened = Stream.concat(opened.stream(), Stream.of(sae)).toList();
        opening = Optional.of(sae);
        find();
    }

    /// What a person chose for a model goes with the model.
    private void follow(Optional<ComparedSides> sides) {
        Optional<OpenModel> nextA = sides.map(ComparedSides::a);
        Optional<OpenModel> nextB = sides.map(ComparedSides::b);
        if (nextA.equals(a) && nextB.equals(b)) {
            return;
        }
        if (!nextA.equals(a)) {
            pickedA = Optional.empty();
            opening = Optional.empty();
            opened = List.of();
        }
        if (!nextB.equals(b)) {
            pickedB = Optional.empty();
        }
        a = nextA;
        b = nextB;
        choice.set(Optional.empty());
        find();
    }

    private void find() {
        if (!looked || a.isEmpty() || b.isEmpty()) {
            looking.cancel();
            return;
        }
        var question = new SaeQuestion(a.get().card(), b.get().card(), workspace().saeProperty().get(), opened, opening,
                pickedA, pickedB);
        looking.start(BackgroundTask.working("Looking for SAEs", question::answer).lane(LANE).onSuccess(found -> {
            settle(found);
            state.set(new PaneState.Result());
            choice.set(Optional.of(found));
        }).onEnd(this::ended), source.tasks());
        looking.currentProperty().get().filter(_ -> choice.get().isEmpty())
                .ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    /// What was opened is from now on what a person picked for the models that it fits.
    private void settle(SaeChoice found) {
        opening.ifPresent(sae -> {
            pickedA = found.a().wanted().filter(sae::equals).or(() -> pickedA);
            pickedB = found.b().wanted().filter(sae::equals).or(() -> pickedB);
        });
        opening = Optional.empty();
    }

    private void ended() {
        if (choice.get().isEmpty() && state.get() instanceof PaneState.Computing(var task) && task.isDone()) {
            state.set(task.isCancelled() ? new PaneState.Cancelled() : UNKNOWN);
        }
    }
}
