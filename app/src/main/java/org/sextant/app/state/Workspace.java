package org.sextant.app.state;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SaePlace;
import org.sextant.runtime.steering.SteeringSet;

/// What the person works on. All properties change on the UI thread only.
public final class Workspace {
    private static final int LONGEST_HISTORY = 200;

    private final ObjectProperty<Optional<OpenModel>> model = new SimpleObjectProperty<>(this, "model",
            Optional.empty());
    private final ObjectProperty<Optional<Compared>> compared = new SimpleObjectProperty<>(this, "compared",
            Optional.empty());
    private final ObjectProperty<Optional<RunResult>> run = new SimpleObjectProperty<>(this, "run", Optional.empty());
    private final ObjectProperty<SteeringSet> steering = new SimpleObjectProperty<>(this, "steering",
            SteeringSet.EMPTY);
    private final ObjectProperty<Optional<Path>> lossFile = new SimpleObjectProperty<>(this, "lossFile",
            Optional.empty());
    private final ObjectProperty<Optional<LossTexts>> lossTexts = new SimpleObjectProperty<>(this, "lossTexts",
            Optional.empty());
    private final ObjectProperty<Optional<SaePlace>> sae = new SimpleObjectProperty<>(this, "sae", Optional.empty());
    private final ObjectProperty<AttributionQuestion> attribution = new SimpleObjectProperty<>(this, "attribution",
            AttributionQuestion.USUAL);
    private final UndoHistory<SteeringSet> steeringHistory = new UndoHistory<>(steering);
    private final ReadOnlyObjectWrapper<Selection> selection = new ReadOnlyObjectWrapper<>(this, "selection",
            Selection.NONE);
    private final Deque<Selection> back = new ArrayDeque<>();
    private final Deque<Selection> forward = new ArrayDeque<>();

    /// The open model; empty while none is open.
    public ObjectProperty<Optional<OpenModel>> modelProperty() {
        return model;
    }

    /// What the open model is compared with; empty while it stands alone.
    public ObjectProperty<Optional<Compared>> comparedProperty() {
        return compared;
    }

    /// The last finished run of the prompt on this model. Views show this prompt, not one half typed. Its
    /// `provenance().ids()` are the token ids to ask the model about.
    public ObjectProperty<Optional<RunResult>> runProperty() {
        return run;
    }

    /// The sliders, which stay when the model goes. What the model is changed by is their [SteeringSet#plan].
    public ObjectProperty<SteeringSet> steeringProperty() {
        return steering;
    }

    /// Changes the sliders so that it can be taken back.
    public UndoHistory<SteeringSet> steeringHistory() {
        return steeringHistory;
    }

    /// The file of texts that the person chose to measure losses on; empty leaves the choice to the workbench.
    public ObjectProperty<Optional<Path>> lossFileProperty() {
        return lossFile;
    }

    /// What losses are measured on now; empty while there is nothing to measure on.
    public ObjectProperty<Optional<LossTexts>> lossTextsProperty() {
        return lossTexts;
    }

    /// The SAE of the open model whose features are looked at, at the site where a person put it; empty while none is.
    public ObjectProperty<Optional<SaePlace>> saeProperty() {
        return sae;
    }

    /// What is asked about where an answer comes from.
    public ObjectProperty<AttributionQuestion> attributionProperty() {
        return attribution;
    }

    public ReadOnlyObjectProperty<Selection> selectionProperty() {
        return selection.getReadOnlyProperty();
    }

    public Selection selection() {
        return selection.get();
    }

    /// Selects something and remembers what was selected before.
    public void select(Selection next) {
        if (!next.equals(selection.get())) {
            remember(back, selection.get());
            forward.clear();
            selection.set(next);
        }
    }

    /// Moves the selection without remembering where it was: for drags, key repeats and what the window selects itself.
    public void moveSelection(Selection next) {
        selection.set(next);
    }

    /// Selects nothing and forgets the history, because the model or the prompt it spoke of is gone.
    public void clearSelection() {
        back.clear();
        forward.clear();
        selection.set(Selection.NONE);
    }

    /// The selection before this one, if there was one.
    public void selectBack() {
        step(back, forward);
    }

    /// Undoes [#selectBack].
    public void selectForward() {
        step(forward, back);
    }

    private static void remember(Deque<Selection> history, Selection before) {
        history.push(before);
        if (history.size() > LONGEST_HISTORY) {
            history.removeLast();
        }
    }

    private void step(Deque<Selection> from, Deque<Selection> to) {
        if (!from.isEmpty()) {
            remember(to, selection.get());
            selection.set(from.pop());
        }
    }
}
