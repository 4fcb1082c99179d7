package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.Compared;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.OpenModel;

/// Two models side by side. Only the picture that is looked at asks them. Lives on the UI thread.
final class CompareViewModel {
    static final PaneState.Empty NOTHING_COMPARED = new PaneState.Empty("Nothing is compared yet",
            "Put a second model beside this one with “compare with…” in the title bar: another model, or this one steered.");
    static final PaneState.Empty NOTHING_STEERED = new PaneState.Empty("Nothing steers this model",
            "Put a vector, a head, a feature or an expert on the board below with “Add” and move its slider: then the model"
                    + " as it is stands beside what the sliders make of it.");

    private final ViewContext context;
    private final ReadOnlyObjectWrapper<Optional<ComparedSides>> sides = new ReadOnlyObjectWrapper<>(this, "sides",
            Optional.empty());
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state",
            NOTHING_COMPARED);
    private final ObjectProperty<PairKind> kind = new SimpleObjectProperty<>(this, "kind", PairKind.PROMPT);
    private final PromptPairViewModel prompt;
    private final SimilarityViewModel similarity;
    private final PairTextsViewModel texts;
    private final BesideViewModel beside;
    private boolean showing;

    CompareViewModel(ViewContext context) {
        this.context = context;
        var source = new ComparedSource(context, sides.getReadOnlyProperty());
        prompt = new PromptPairViewModel(source);
        similarity = new SimilarityViewModel(source);
        texts = new PairTextsViewModel(source);
        beside = new BesideViewModel(source);
        Workspace workspace = workspace();
        workspace.modelProperty().subscribe(_ -> refresh());
        workspace.runProperty().subscribe(_ -> refresh());
        workspace.comparedProperty().subscribe(_ -> refresh());
        context.steering().atRest().subscribe(_ -> refresh());
        context.comparing().loadingProperty().subscribe(_ -> refresh());
        kind.subscribe(_ -> activate());
    }

    Workspace workspace() {
        return context.workspace();
    }

    /// What stands side by side; empty while nothing does.
    ReadOnlyObjectProperty<Optional<ComparedSides>> sidesProperty() {
        return sides.getReadOnlyProperty();
    }

    /// Whether there is something to compare; each picture has states of its own beside.
    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ObjectProperty<PairKind> kindProperty() {
        return kind;
    }

    PromptPairViewModel prompt() {
        return prompt;
    }

    SimilarityViewModel similarity() {
        return similarity;
    }

    PairTextsViewModel texts() {
        return texts;
    }

    BesideViewModel beside() {
        return beside;
    }

    /// The model that is most worth comparing with the open one.
    Optional<String> offered() {
        return context.comparing().offeredProperty().get().stream().findFirst();
    }

    /// `Compare demo:harbour-base with demo:harbour-chat`; without another model, with itself.
    String offer() {
        String open = workspace().modelProperty().get().map(model -> model.card().name()).orElse("a model");
        return offered().map(other -> "Compare " + open + " with " + other)
                .orElse("Compare this model, steered against unsteered");
    }

    /// Whether [#offer] would help: not with another model where there is none.
    boolean hasOffer() {
        return switch (state.get()) {
            case PaneState.Empty empty -> empty.equals(NOTHING_COMPARED) || offered().isPresent();
            default -> false;
        };
    }

    /// Does what [#offer] says.
    void takeOffer() {
        offered().ifPresentOrElse(context.comparing()::open, context.comparing()::withSteered);
    }

    /// What is worth knowing of the picture that is shown.
    List<String> notes() {
        return switch (kind.get()) {
            case PROMPT, LAYERS -> prompt.pictureProperty().get().map(picture -> picture.result().notes())
                    .orElse(List.of());
            case MATRIX -> similarity.pictureProperty().get().map(LayersPicture::notes)
                    .orElse(List.of());
            case PICTURES -> beside.picturesProperty().get().map(BesidePictures::notes).orElse(List.of());
            case GENERATION -> List.of();
        };
    }

    void setShowing(boolean visible) {
        showing = visible;
        activate();
    }

    private void refresh() {
        Optional<ComparedSides> next = ComparedSides.of(workspace(), context.steering().atRest().get());
        boolean idle = workspace().comparedProperty().get().filter(Compared.Steered.class::isInstance).isPresent()
                && next.filter(now -> now.planB().isNeutral()).isPresent();
        if (idle) {
            state.set(NOTHING_STEERED);
        } else if (next.isPresent()) {
            state.set(new PaneState.Result());
        } else {
            state.set(context.comparing().loadingProperty().get()
                    .<PaneState>map(PaneState.Computing::new).orElse(NOTHING_COMPARED));
        }
        sides.set(idle ? Optional.empty() : next);
    }

    private void activate() {
        PairKind now = kind.get();
        prompt.setActive(showing && (now == PairKind.PROMPT || now == PairKind.LAYERS));
        similarity.setActive(showing && now == PairKind.MATRIX);
        texts.setActive(showing && now == PairKind.GENERATION);
        beside.setActive(showing && now == PairKind.PICTURES);
    }

    /// The open model; empty while none is.
    Optional<OpenModel> model() {
        return workspace().modelProperty().get();
    }
}
