package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.activations.AttentionPicture;
import org.sextant.app.activations.LensPicture;
import org.sextant.app.activations.StatisticsPicture;
import org.sextant.app.routing.RoutingPicture;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ActivationsRequest;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.LensRequest;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RoutingRequest;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Statistic;
import org.sextant.runtime.steering.SteeringPlan;

/// The same picture of both models. Lives on the UI thread.
final class BesideViewModel {
    private final ComparedSource source;
    private final PairAnswer<BesidePictures> answer;
    private final ObjectProperty<BesideKind> kind = new SimpleObjectProperty<>(this, "kind", BesideKind.STATISTIC);
    private final ObjectProperty<Statistic> statistic = new SimpleObjectProperty<>(this, "statistic", Statistic.NORM);
    private final ObjectProperty<String> site = new SimpleObjectProperty<>(this, "site", SharedSites.RESIDUAL);
    private final ObjectProperty<LensPicture.Colour> colour = new SimpleObjectProperty<>(this, "colour",
            LensPicture.Colour.PROBABILITY);
    private final ReadOnlyObjectWrapper<HeadPlace> place = new ReadOnlyObjectWrapper<>(this, "place", HeadPlace.NONE);
    private boolean active;

    /// What the answer depends on.
    private record Question(ComparedSides sides, BesideKind kind, Statistic statistic, String site,
            LensPicture.Colour colour, HeadPlace place) {}

    BesideViewModel(ComparedSource source) {
        this.source = source;
        answer = new PairAnswer<>("Drawing both", "compare.pictures", source.tasks());
        source.sides().subscribe(_ -> refresh());
        source.workspace().selectionProperty().subscribe(_ -> refresh());
        kind.subscribe(_ -> refresh());
        statistic.subscribe(_ -> refresh());
        site.subscribe(_ -> refresh());
        colour.subscribe(_ -> refresh());
    }

    ObjectProperty<BesideKind> kindProperty() {
        return kind;
    }

    ObjectProperty<Statistic> statisticProperty() {
        return statistic;
    }

    /// The kind of site whose statistic is shown, as `blocks.*.hook_resid_post`.
    ObjectProperty<String> siteProperty() {
        return site;
    }

    ObjectProperty<LensPicture.Colour> colourProperty() {
        return colour;
    }

    /// Which layer and head attention is shown of.
    ReadOnlyObjectProperty<HeadPlace> placeProperty() {
        return place.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<BesidePictures>> picturesProperty() {
        return answer.valueProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    void setActive(boolean looked) {
        active = looked;
        refresh();
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        refresh();
    }

    /// Goes to another layer.
    void chooseLayer(int layer) {
        Workspace workspace = source.workspace();
        workspace.select(workspace.selection().withLayer(layer));
    }

    /// Goes to another head.
    void chooseHead(int head) {
        Workspace workspace = source.workspace();
        workspace.select(workspace.selection().withHead(head));
    }

    /// Selects a cell of the first picture, or of the second where both are about the same tokens.
    ///
    /// @param continues whether the history remembers where this gesture began
    void select(boolean first, int row, int column, boolean continues) {
        picturesProperty().get().filter(pictures -> first || pictures.alike()).ifPresent(pictures -> {
            Workspace workspace = source.workspace();
            Selection there = (first ? pictures.a() : pictures.b()).selecting().select(workspace.selection(), row,
                    column);
            if (continues) {
                workspace.moveSelection(there);
            } else {
                workspace.select(there);
            }
        });
    }

    private void refresh() {
        Optional<ComparedSides> sides = source.sides().get();
        if (sides.isEmpty()) {
            answer.clear(PaneState.NOTHING_RUN);
            return;
        }
        place.set(HeadPlace.of(source.workspace().selection(), sides.get().a().card()));
        if (!active) {
            answer.drop();
            return;
        }
        Optional<PaneState> refusal = refusal(sides.get());
        if (refusal.isPresent()) {
            answer.clear(refusal.get());
        } else {
            ask(sides.get());
        }
    }

    /// What one of the two lacks.
    private Optional<PaneState> refusal(ComparedSides of) {
        List<ModelCard> cards = List.of(of.a().card(), of.b().card());
        return switch (kind.get()) {
            case STATISTIC -> SharedSites.missing(cards, site.get());
            case LENS -> Optional.empty();
            case ATTENTION -> SharedSites.missing(cards, AttentionPicture.patternSite(place.get().layer()))
                    .or(() -> SharedSites.missingHead(cards, place.get().head()));
            case ROUTING, EXPERTS -> SharedSites.missingExperts(cards);
        };
    }

    private void ask(ComparedSides of) {
        HeadPlace where = place.get();
        Statistic chosen = statistic.get();
        String pattern = site.get();
        LensPicture.Colour shade = colour.get();
        Supplier<Job<BesidePictures>> job = switch (kind.get()) {
            case STATISTIC -> both(of, (prompt, plan) -> new ActivationsRequest(prompt, pattern, chosen, plan),
                    result -> BesidePicture.of(new StatisticsPicture(result), result.tokens()));
            case LENS -> both(of, (prompt, plan) -> new LensRequest(prompt, 1, plan),
                    result -> BesidePicture.of(new LensPicture(result, shade), result.tokens()));
            case ATTENTION -> both(of,
                    (prompt, plan) -> new RunRequest(prompt,
                            List.of(AttentionPicture.patternSite(where.layer())), 0, false, plan),
                    run -> BesidePicture.of(AttentionPicture.of(run, where.layer(), where.head()), run.tokens()));
            case ROUTING -> both(of, (prompt, plan) -> new RoutingRequest(prompt, 0, plan),
                    result -> BesidePicture.of(new RoutingPicture(result)));
            case EXPERTS -> experts(of);
        };
        boolean headed = kind.get() == BesideKind.ATTENTION;
        answer.ask(new Question(of, kind.get(), chosen, pattern, shade, headed ? where : HeadPlace.NONE), job);
    }

    private static Supplier<Job<BesidePictures>> experts(ComparedSides of) {
        return () -> new BothJob<>(of.a().submitLatest("compare.a", new RoutingRequest(of.prompt(), 0, of.planA())),
                of.b().submitLatest("compare.b", new RoutingRequest(of.prompt(), 0, of.planB())),
                (a, b) -> BesidePictures.ofExperts(new RoutingPicture(a), new RoutingPicture(b), of.nameA(),
                        of.nameB()));
    }

    private static <R> Supplier<Job<BesidePictures>> both(ComparedSides of,
            BiFunction<Prompt, SteeringPlan, Request<R>> request, Function<R, BesidePicture> picture) {
        return () -> {
            Prompt prompt = of.prompt();
            return new BothJob<>(of.a().submitLatest("compare.a", request.apply(prompt, of.planA())),
                    of.b().submitLatest("compare.b", request.apply(prompt, of.planB())),
                    (a, b) -> new BesidePictures(picture.apply(a).of(of.nameA()), picture.apply(b).of(of.nameB())));
        };
    }
}
