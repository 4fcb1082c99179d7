package org.sextant.app.routing;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.AspectViewModel;
import org.sextant.app.activations.AspectViewModel.Pace;
import org.sextant.app.activations.LatestAnswer;
import org.sextant.app.activations.ResultCache;
import org.sextant.app.activations.Steered;
import org.sextant.app.activations.Wish;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RoutingRequest;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.RunResult;

/// Where the tokens of the prompt that ran went, following the sliders, and what of it is selected. Lives on the UI
/// thread.
final class TraceViewModel {
    private static final String LANE = "routing.trace";
    private static final int USUAL_TOKENS = 32;

    private final Workspace workspace;
    private final AspectViewModel aspect;
    private final ResultCache cache = new ResultCache();
    private final LatestAnswer<RoutingResult, Traced> answer;
    private final RoutedSelection selection;
    private final AgainstViewModel against;
    private final BooleanProperty generating = new SimpleBooleanProperty(this, "generating");
    private final IntegerProperty newTokens = new SimpleIntegerProperty(this, "newTokens", USUAL_TOKENS);
    private final ObjectProperty<RoutingMeasure> measure = new SimpleObjectProperty<>(this, "measure",
            RoutingMeasure.TOP);
    private final ReadOnlyObjectWrapper<Optional<Heatmap>> map = new ReadOnlyObjectWrapper<>(this, "map",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(this, "marks", Marks.NONE);
    private boolean active;

    TraceViewModel(ViewContext context, AspectViewModel aspect) {
        this.workspace = context.workspace();
        this.aspect = aspect;
        selection = new RoutedSelection(workspace);
        against = new AgainstViewModel(context, aspect);
        answer = new LatestAnswer<>("Routing", LANE, context.tasks(), cache);
        workspace.modelProperty().subscribe(_ -> {
            cache.clear();
            refresh();
        });
        workspace.runProperty().subscribe(_ -> refresh());
        aspect.planProperty(Pace.MOVING).subscribe(_ -> refresh());
        aspect.aspectProperty().subscribe(_ -> refresh());
        tracedProperty().subscribe(_ -> draw());
        measure.subscribe(_ -> draw());
        against.pictureProperty().subscribe(_ -> draw());
        selection.selectedProperty().subscribe(_ -> mark());
        generating.subscribe((before, now) -> lengthen());
        newTokens.subscribe((before, now) -> lengthen());
    }

    /// Whether what continues the prompt is shown too.
    BooleanProperty generatingProperty() {
        return generating;
    }

    /// How far the prompt is continued where it is.
    IntegerProperty newTokensProperty() {
        return newTokens;
    }

    private int generated() {
        return generating.get() ? newTokens.get() : 0;
    }

    private void lengthen() {
        selection.forget();
        against.follow(active, generated());
        refresh();
    }

    /// The prompt that this one is held against.
    AgainstViewModel against() {
        return against;
    }

    /// Holds the prompt against another, by expert; a blank one shows it alone.
    void hold(String other) {
        against.textProperty().set(other);
        if (against.isAsked() && measure.get().byToken()) {
            measure.set(RoutingMeasure.LOAD);
        }
    }

    /// Both prompts, where the map shows their difference.
    Optional<AgainstPicture> compared() {
        return measure.get().byToken()
                ? Optional.empty()
                : traced().flatMap(now -> against.pictureProperty().get()
                        .map(other -> new AgainstPicture(now.sides().newest(), other, measure.get(),
                                AgainstPicture.Pairing.PROMPTS)));
    }

    /// What is selected, be it a generated token.
    ReadOnlyObjectProperty<Selection> selectedProperty() {
        return selection.selectedProperty();
    }

    /// The newest answer; stays while the next is computed.
    ReadOnlyObjectProperty<Optional<Traced>> tracedProperty() {
        return answer.valueProperty();
    }

    Optional<Traced> traced() {
        return tracedProperty().get();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// What the map shows.
    ObjectProperty<RoutingMeasure> measureProperty() {
        return measure;
    }

    ReadOnlyObjectProperty<Optional<Heatmap>> mapProperty() {
        return map.getReadOnlyProperty();
    }

    /// Where the map shows the shared selection.
    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    AspectViewModel aspect() {
        return aspect;
    }

    Workspace workspace() {
        return workspace;
    }

    /// The mixtures of the open model.
    Optional<ModelCard.Experts> experts() {
        return workspace.modelProperty().get().flatMap(open -> open.card().experts());
    }

    /// The selected token, where it is shown.
    OptionalInt token() {
        int tokens = traced().map(now -> now.picture().result().tokens().size()).orElse(0);
        OptionalInt selected = selection.get().token();
        return selected.isPresent() && selected.getAsInt() < tokens ? selected : OptionalInt.empty();
    }

    /// The selected expert, where the model has it.
    Optional<ExpertAddress> expert() {
        Selection selected = workspace.selection();
        return selected.layer().isPresent() && selected.expert().isPresent()
                ? known(new ExpertAddress(selected.layer().getAsInt(), selected.expert().getAsInt()))
                : Optional.empty();
    }

    /// The selected expert, else the top expert of the selected token in the selected layer.
    Optional<ExpertAddress> lookedAt() {
        return expert().or(() -> traced().flatMap(now -> {
            int layer = workspace.selection().layer().orElse(-1);
            OptionalInt row = now.picture().row(layer);
            OptionalInt token = token();
            return row.isPresent() && token.isPresent()
                    ? Optional.of(new ExpertAddress(layer, now.picture().topExpert(row.getAsInt(), token.getAsInt())))
                    : Optional.empty();
        }));
    }

    private Optional<ExpertAddress> known(ExpertAddress address) {
        return experts().filter(all -> all.layers().contains(address.layer()) && address.expert() < all.count())
                .map(_ -> address);
    }

    /// Selects what a cell of the map stands for.
    ///
    /// @param passing whether it is passed by on the way to another
    void select(Cell cell, boolean passing) {
        traced().ifPresent(now -> tell(now.select(selection.get(), measure.get(), cell), passing));
    }

    /// Selects an expert.
    ///
    /// @return whether the model has it
    boolean select(ExpertAddress address, boolean passing) {
        Optional<ExpertAddress> there = known(address);
        there.ifPresent(each -> tell(selection.get().withExpert(each.layer(), each.expert()), passing));
        return there.isPresent();
    }

    /// @param passing whether it is passed by on the way to another
    void selectToken(int position, boolean passing) {
        tell(selection.get().withToken(position), passing);
    }

    private void tell(Selection next, boolean passing) {
        selection.select(next, traced().map(now -> now.picture().result().promptTokens()).orElse(Integer.MAX_VALUE),
                passing);
    }

    /// Whether anybody looks at it; else nothing is asked.
    void setActive(boolean looking) {
        active = looking;
        against.follow(looking, generated());
        if (looking) {
            refresh();
        } else {
            answer.drop();
        }
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        refresh();
    }

    private void refresh() {
        Optional<OpenModel> model = workspace.modelProperty().get();
        Optional<RunResult> run = workspace.runProperty().get();
        if (model.isEmpty() || run.isEmpty()) {
            answer.clear(model.isEmpty() ? PaneState.NOTHING_OPEN : PaneState.NOTHING_RUN);
        } else if (experts().isEmpty()) {
            answer.clear(RoutingViewModel.NO_EXPERTS);
        } else if (active) {
            ask(model.get(), run.get().provenance());
        }
    }

    private void ask(OpenModel model, Provenance run) {
        Steered steered = aspect.steered(Pace.MOVING);
        answer.ask(Wish.of(model, plan -> new RoutingRequest(new Prompt.Ids(run.ids()), generated(), plan),
                steered.asked(),
                sides -> new Traced(sides.map(RoutingPicture::new), steered.shown(), run.prompt())));
    }

    private void draw() {
        map.set(traced().map(now -> compared().map(both -> both.heatmap(now.aspect()))
                .orElseGet(() -> now.heatmap(measure.get()))));
        mark();
    }

    private void mark() {
        marks.set(traced().map(now -> now.marks(measure.get(), selection.get())).orElse(Marks.NONE));
    }
}
