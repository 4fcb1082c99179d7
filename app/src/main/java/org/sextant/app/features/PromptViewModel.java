package org.sextant.app.features;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

import org.sextant.app.activations.LatestAnswer;
import org.sextant.app.activations.ResultCache;
import org.sextant.app.activations.Wish;
import org.sextant.app.state.SelectedFeature;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.SaeCard;

/// The features of the chosen SAE on the prompt that ran, and the one that is looked at.
final class PromptViewModel {
    private final Workspace workspace;
    private final SaesViewModel saes;
    private final LabelsViewModel labels;
    private final LatestAnswer<FeaturesResult, PromptFeatures> answer;
    private final ReadOnlyObjectWrapper<OptionalInt> feature = new ReadOnlyObjectWrapper<>(this, "feature",
            OptionalInt.empty());
    private final ReadOnlyObjectWrapper<Selection> inspected = new ReadOnlyObjectWrapper<>(this, "inspected",
            Selection.NONE);
    private final ObjectBinding<PaneState> state;
    private boolean active;

    PromptViewModel(Workspace workspace, SaesViewModel saes, LabelsViewModel labels, TaskExecutor tasks) {
        this.workspace = workspace;
        this.saes = saes;
        this.labels = labels;
        answer = new LatestAnswer<>("Features", "features.prompt", tasks, new ResultCache());
        state = Bindings.createObjectBinding(
                () -> saes.chosenProperty().get().isPresent() ? answer.stateProperty().get()
                        : saes.stateProperty().get(),
                saes.chosenProperty(), saes.stateProperty(), answer.stateProperty());
        saes.chosenProperty().subscribe(this::refresh);
        workspace.runProperty().subscribe(this::refresh);
        labels.textsProperty().subscribe(this::nameSelected);
        for (ObservableValue<?> each : new ObservableValue<?>[]{workspace.selectionProperty(), answer.valueProperty(),
            saes.chosenProperty()}) {
            each.subscribe(this::followFeature);
        }
    }

    /// What the pane has to say.
    ObservableValue<PaneState> stateProperty() {
        return state;
    }

    /// The newest answer; stays while the next is computed.
    ReadOnlyObjectProperty<Optional<PromptFeatures>> featuresProperty() {
        return answer.valueProperty();
    }

    /// The newest answer, if it is about the SAE that is chosen now.
    Optional<PromptFeatures> features() {
        return saes.chosenProperty().get()
                .flatMap(sae -> featuresProperty().get().filter(all -> all.sae().equals(sae.folder())));
    }

    /// The feature that is looked at: the selected one of this SAE, else the strongest on the prompt.
    ReadOnlyObjectProperty<OptionalInt> featureProperty() {
        return feature.getReadOnlyProperty();
    }

    /// The selected token, where the prompt has it.
    OptionalInt token() {
        OptionalInt selected = workspace.selection().token();
        int tokens = workspace.runProperty().get().map(run -> run.tokens().size()).orElse(0);
        return selected.stream().filter(position -> position < tokens).findFirst();
    }

    ReadOnlyObjectProperty<Selection> selectionProperty() {
        return workspace.selectionProperty();
    }

    /// The selection with the feature that is looked at.
    ReadOnlyObjectProperty<Selection> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /// Selects a feature by its number, if the SAE has it.
    void select(int number) {
        chosen(number).ifPresent(next -> workspace.select(workspace.selection().withFeature(next)));
    }

    /// Selects a feature at a token.
    void select(int number, int position) {
        chosen(number)
                .ifPresent(next -> workspace.select(workspace.selection().withToken(position).withFeature(next)));
    }

    /// Selects a token; a feature that is selected stays so.
    void selectToken(int position) {
        workspace.select(workspace.selection().withToken(position));
    }

    private Optional<SelectedFeature> chosen(int number) {
        return saes.chosenProperty().get().filter(sae -> number >= 0 && number < sae.features())
                .map(sae -> new SelectedFeature(sae.folder(), sae.site(), number, labels.of(number)));
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        if (saes.chosenProperty().get().isPresent()) {
            refresh();
        } else {
            saes.again();
        }
    }

    /// Whether anybody looks at it; else nothing is asked.
    void setActive(boolean looking) {
        active = looking;
        if (looking) {
            refresh();
        } else {
            answer.drop();
        }
    }

    private void refresh() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<RunResult> run = workspace.runProperty().get();
        Optional<SaeCard> sae = saes.chosenProperty().get();
        if (model.isEmpty() || run.isEmpty() || sae.isEmpty()) {
            answer.clear(model.isEmpty() ? PaneState.NOTHING_OPEN : PaneState.NOTHING_RUN);
        } else if (active) {
            Provenance asGiven = run.get().provenance();
            answer.ask(Wish.unsteered(model.get(),
                    new FeaturesRequest(new Prompt.Ids(asGiven.ids()), saes.place(sae.get().folder())),
                    result -> PromptFeatures.of(sae.get().folder(), result,
                            result.provenance().withPrompt(asGiven.prompt()))));
        }
    }

    private void followFeature() {
        Optional<SaeCard> sae = saes.chosenProperty().get();
        Stream<Integer> selected = workspace.selection().feature().filter(
                each -> sae.stream().anyMatch(card -> card.folder().equals(each.sae()))).map(SelectedFeature::number)
                .stream();
        Stream<Integer> strongest = features().stream()
                .flatMap(all -> Arrays.stream(all.strongest(1)).boxed());
        OptionalInt next = Stream.concat(selected, strongest).mapToInt(Integer::intValue).findFirst();
        feature.set(next);
        inspected.set(next.isEmpty() ? workspace.selection()
                : chosen(next.getAsInt()).map(workspace.selection()::withFeature).orElse(workspace.selection()));
    }

    /// A feature that is selected goes by its new name.
    private void nameSelected() {
        workspace.selection().feature().flatMap(each -> chosen(each.number()).filter(
                named -> named.sae().equals(each.sae()) && !named.equals(each))).ifPresent(
                        named -> workspace.moveSelection(workspace.selection().withFeature(named)));
        followFeature();
    }
}
