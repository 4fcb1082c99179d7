package org.sextant.app.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PatchCellsRequest;
import org.sextant.runtime.session.PatchCellsResult;
import org.sextant.runtime.session.Update;

/// Patches the nodes that matter most by an estimate, and holds the estimate against what comes of it while it comes. What
/// was patched counts for every method on the same prompts. Lives on the UI thread.
final class CheckViewModel {
    static final int USUAL = 24;
    static final int MOST = 512;
    private static final PaneState NOTHING_CHECKED = new PaneState.Empty("Nothing has been checked",
            "Press Check: the strongest nodes are patched one by one, and the estimate is held against what that does.");
    private static final PaneState IS_TRUTH = new PaneState.Empty("These scores are the truth themselves",
            "Choose RelP, AtP or IG, whose estimates can be checked.");
    private static final PaneState OF_TOKENS = new PaneState.Empty("Relevance of tokens has no truth to patch",
            "Choose RelP, AtP or IG, whose estimates can be checked.");

    private final ViewContext context;
    private final ReadOnlyObjectProperty<Optional<Attributed>> shown;
    private final IntegerProperty count = new SimpleIntegerProperty(this, "count", USUAL);
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NOTHING_CHECKED);
    private final ReadOnlyObjectWrapper<Optional<Check>> check = new ReadOnlyObjectWrapper<>(this, "check",
            Optional.empty());
    private final TaskSlot patching = new TaskSlot();
    private final Map<PatchCell, Double> truths = new LinkedHashMap<>();
    private Optional<Attributed> atp = Optional.empty();
    private Optional<Attributed> before = Optional.empty();

    CheckViewModel(ViewContext context, ReadOnlyObjectWrapper<Optional<Attributed>> shown) {
        this.context = context;
        this.shown = shown.getReadOnlyProperty();
        shown.subscribe(this::follow);
    }

    /// How many nodes are checked.
    IntegerProperty countProperty() {
        return count;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What is known so far.
    ReadOnlyObjectProperty<Optional<Check>> checkProperty() {
        return check.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> patchingProperty() {
        return patching.currentProperty();
    }

    /// The true effect of a node, where it was patched.
    OptionalDouble truth(PatchCell cell) {
        Double known = truths.get(cell);
        return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }

    /// Nodes that were patched.
    List<PatchCell> patched() {
        return List.copyOf(truths.keySet());
    }

    /// Patches the strongest nodes in every pair, the strongest first.
    void check() {
        shown.get().filter(now -> refusal(now).isEmpty()).ifPresent(now -> {
            List<PatchCell> cells = now.strongest(count.get()).stream().map(ScoredNode::cell)
                    .filter(cell -> !truths.containsKey(cell)).toList();
            askAtp(now);
            patch(now, cells);
        });
    }

    /// Patches one node.
    void patch(PatchCell cell) {
        shown.get().filter(now -> refusal(now).isEmpty() && !truths.containsKey(cell))
                .ifPresent(now -> patch(now, List.of(cell)));
    }

    void cancel() {
        patching.cancel();
    }

    private Optional<PaneState> refusal(Attributed now) {
        return now.ofTokens()
                ? Optional.of(OF_TOKENS)
                : now.request().settings().method().runsEveryNode() ? Optional.of(IS_TRUTH) : Optional.empty();
    }

    private void patch(Attributed now, List<PatchCell> cells) {
        Optional<OpenModel> model = context.workspace().modelProperty().get();
        if (model.isEmpty() || cells.isEmpty()) {
            renew();
            return;
        }
        AttributeRequest asked = now.request();
        var request = new PatchCellsRequest(asked.pairs(), cells, asked.settings().with(AttributionMethod.PATCHING),
                asked.steering());
        patching.start(BackgroundTask.<PatchCellsResult>asking(title(cells.size(), asked.pairs().size()),
                () -> model.get().submitIdle(request)).lane("attribution.check")
                .onUpdates(updates -> updates.forEach(this::told))
                .onSuccess(result -> take(result.nodes())).onFailure(this::cannot).onEnd(this::renew),
                context.tasks());
        renew();
    }

    private static String title(int nodes, int pairs) {
        return "Checking " + nodes + (nodes == 1 ? " node" : " nodes") + (pairs == 1 ? "" : " in " + pairs + " pairs");
    }

    private void told(Update update) {
        if (update instanceof Update.Patched(List<ScoredNode> nodes, int _, int _)) {
            take(nodes);
        }
    }

    private void take(List<ScoredNode> nodes) {
        nodes.forEach(node -> truths.put(node.cell(), node.score()));
        renew();
    }

    /// Attribution patching costs three passes, so its answer for the same nodes stands beside.
    private void askAtp(Attributed now) {
        AttributionSettings settings = now.request().settings();
        boolean known = atp.filter(other -> other.nodes() == now.nodes()).isPresent();
        Optional<OpenModel> model = context.workspace().modelProperty().get();
        if (settings.method() != AttributionMethod.ATP && !known && model.isPresent()) {
            var request = new AttributeRequest(now.request().pairs(),
                    settings.with(AttributionMethod.ATP).withTop(Math.max(settings.top(), count.get())),
                    now.request().steering());
            BackgroundTask.<AttributeResult>asking("AtP of the same nodes", () -> model.get().submit(request))
                    .lane("attribution.atp").onSuccess(result -> {
                        atp = Optional.of(new Attributed(request, now.nodes(), result));
                        renew();
                    }).onFailure(_ -> renew()).startWith(context.tasks());
        }
    }

    private void follow(Optional<Attributed> now) {
        boolean same = before.isPresent() && now.isPresent() && alike(before.get(), now.get());
        before = now;
        if (!same) {
            patching.cancel();
            truths.clear();
            atp = Optional.empty();
        }
        renew();
    }

    /// Whether what patching gave holds for both: it does not depend on the estimate.
    private static boolean alike(Attributed one, Attributed other) {
        AttributionSettings a = one.request().settings();
        AttributionSettings b = other.request().settings();
        return one.request().pairs().equals(other.request().pairs())
                && one.request().steering().equals(other.request().steering()) && a.direction() == b.direction()
                && a.alignment() == b.alignment() && a.metric() == b.metric() && a.sae().equals(b.sae());
    }

    private void renew() {
        Optional<Check> next = shown.get().filter(now -> refusal(now).isEmpty()).map(this::made)
                .filter(made -> !made.cells().isEmpty());
        check.set(next);
        state.set(next.isPresent()
                ? new PaneState.Result()
                : patching.currentProperty().get().<PaneState>map(PaneState.Computing::new)
                        .orElseGet(() -> shown.get().flatMap(this::refusal).orElse(NOTHING_CHECKED)));
    }

    private Check made(Attributed now) {
        Optional<Attributed> beside = atp.filter(other -> other.nodes() == now.nodes());
        List<CheckedCell> cells = truths.entrySet().stream().filter(each -> now.score(each.getKey()).isPresent())
                .map(each -> new CheckedCell(each.getKey(), now.score(each.getKey()).getAsDouble(), each.getValue(),
                        beside.map(other -> other.score(each.getKey())).orElse(OptionalDouble.empty())))
                .toList();
        return new Check(now, cells, isGated());
    }

    private boolean isGated() {
        return context.workspace().modelProperty().get().filter(model -> model.card().sites().stream()
                .anyMatch(site -> site.endsWith("." + SiteKind.MLP_PRE_LINEAR.suffix()))).isPresent();
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }
}
