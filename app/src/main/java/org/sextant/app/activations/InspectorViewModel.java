package org.sextant.app.activations;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.jspecify.annotations.Nullable;
import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.InspectRequest;
import org.sextant.runtime.session.InspectResult;

/// The selected vector in full; it follows a slider once the thumb rests.
public final class InspectorViewModel {
    static final int TOP = 10;

    /// One vector: where the selection points.
    ///
    /// @param position of the token
    /// @param site name of the site
    /// @param head the head, for sites with heads
    public record Target(int position, String site, OptionalInt head) {}

    /// What was asked last.
    private record Question(Looking looking, Target target, Steered steered) {}

    private final Workspace workspace;
    private final AspectViewModel aspect;
    private final LatestAnswer<InspectResult, Inspection> answer;
    private final ReadOnlyObjectWrapper<Optional<Target>> target = new ReadOnlyObjectWrapper<>(this, "target",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Target>> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Selection> inspected = new ReadOnlyObjectWrapper<>(this, "inspected",
            Selection.NONE);
    private boolean active;
    private @Nullable Question asked;

    InspectorViewModel(PictureSources sources) {
        this.workspace = sources.workspace();
        this.aspect = sources.aspect();
        this.answer = new LatestAnswer<>("Inspector", "activations.inspect", sources.tasks(), sources.cache());
        aspect.planProperty(Pace.AT_REST).subscribe(ignored -> follow());
        aspect.aspectProperty().subscribe(ignored -> follow());
        workspace.modelProperty().subscribe(ignored -> follow());
        workspace.runProperty().subscribe(ignored -> follow());
        workspace.selectionProperty().subscribe(ignored -> follow());
        answer.valueProperty().subscribe(ignored -> tellWhatIsShown());
        answer.stateProperty().subscribe(ignored -> tellWhatIsShown());
    }

    /// The newest vector; stays while the next is computed.
    public ReadOnlyObjectProperty<Optional<Inspection>> inspectionProperty() {
        return answer.valueProperty();
    }

    public ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// Which vector is selected.
    public ReadOnlyObjectProperty<Optional<Target>> targetProperty() {
        return target.getReadOnlyProperty();
    }

    /// Which vector the values belong to: while the next is computed, that is the one before.
    public ReadOnlyObjectProperty<Optional<Target>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// The selection with the layer and head of the vector that stands for it; the selection itself where none does.
    public ReadOnlyObjectProperty<Selection> inspectedProperty() {
        return inspected.getReadOnlyProperty();
    }

    /// Selects an entry of the vector.
    public void selectDimension(int index) {
        target.get().ifPresent(here -> {
            Selection selection = workspace.selection();
            OptionalInt head = here.head().isPresent() ? here.head() : selection.head();
            OptionalInt layer = SiteName.parse(here.site()).layer();
            workspace.select(new Selection(OptionalInt.of(here.position()),
                    layer.isPresent() ? layer : selection.layer(), head, OptionalInt.of(index), here.site()));
        });
    }

    public void cancel() {
        answer.cancel();
    }

    /// Asks again what failed or was cancelled.
    public void askAgain() {
        forget();
        follow();
    }

    void setActive(boolean looking) {
        active = looking;
        if (looking) {
            follow();
        } else {
            forget();
        }
    }

    private void follow() {
        Optional<Looking> looking = Looking.at(workspace);
        Optional<Target> next = looking.flatMap(this::targetIn);
        target.set(next);
        inspected.set(next.map(this::inspected).orElse(workspace.selection()));
        tellWhatIsShown();
        if (looking.isEmpty()) {
            asked = null;
            answer.clear(Looking.reason(workspace));
        } else if (next.isEmpty()) {
            asked = null;
            answer.clear(PaneState.NOTHING_SELECTED);
        } else if (active) {
            ask(new Question(looking.get(), next.get(), aspect.steered(Pace.AT_REST)));
        }
    }

    private Selection inspected(Target here) {
        Selection selection = workspace.selection();
        OptionalInt head = here.head().isPresent() ? here.head() : selection.head();
        return new Selection(OptionalInt.of(here.position()), SiteName.parse(here.site()).layer(), head,
                selection.dimension(), here.site());
    }

    private void tellWhatIsShown() {
        PaneState state = stateProperty().get();
        boolean values = state instanceof PaneState.Result || state instanceof PaneState.Computing;
        shown.set(values ? inspectionProperty().get().map(Inspection::target).or(target::get) : target.get());
    }

    /// Another dimension of the same vector asks nothing new.
    private void ask(Question question) {
        if (!question.equals(asked)) {
            asked = question;
            answer.ask(wish(question.looking(), question.target(), question.steered()));
        }
    }

    private void forget() {
        answer.drop();
        asked = null;
    }

    private Optional<Target> targetIn(Looking looking) {
        Selection selection = workspace.selection();
        OptionalInt position = looking.token(selection);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        SiteChoice choice = looking.choice(selection).orElse(SiteChoice.RESIDUAL);
        int heads = choice.heads(looking.card());
        OptionalInt head = heads > 0
                ? OptionalInt.of(Math.min(selection.head().orElse(0), heads - 1))
                : OptionalInt.empty();
        return Optional.of(new Target(position.getAsInt(), choice.site(looking.layer(selection)), head));
    }

    private static Wish<InspectResult, Inspection> wish(Looking looking, Target here, Steered steered) {
        return Wish.of(looking.model(), steering -> new InspectRequest(looking.prompt(), here.site(), here.position(),
                here.head(), TOP, steering), steered.asked(),
                sides -> Inspection.of(here, sides, steered.shown(), looking));
    }
}
