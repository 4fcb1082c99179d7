package org.sextant.app.routing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.state.PromptFile;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskSlot;
import org.sextant.app.view.PaneState;
import org.sextant.app.view.ViewContext;
import org.sextant.assets.prompts.ContrastLists;
import org.sextant.assets.prompts.ContrastLists.Subject;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.ExpertLoadResult;
import org.sextant.runtime.session.OpenModel;

/// Token resonance imaging: asks how much each expert has to do with the prompts, and holds the classes against each
/// other anew whenever a prompt changes its class. Lives on the UI thread.
final class ResonanceViewModel {
    private static final PaneState NOTHING = new PaneState.Empty("Nothing has been compared",
            "Write or open two lists of prompts at the left, or take the examples, then press Compare.");
    private static final String LANE = "routing.resonance";
    private static final int USUAL_TOP = 10;
    /// From this difference on, sums of tokens say more of lengths than of experts.
    private static final double MUCH_LONGER = 1.2;

    private final ViewContext context;
    private final ResonanceInputs inputs = new ResonanceInputs();
    private final TaskSlot asking = new TaskSlot();
    private final ReadOnlyObjectWrapper<PaneState> state = new ReadOnlyObjectWrapper<>(this, "state", NOTHING);
    private final ReadOnlyObjectWrapper<List<ClassedPrompt>> prompts = new ReadOnlyObjectWrapper<>(this, "prompts",
            List.of());
    private final ReadOnlyObjectWrapper<Optional<Resonated>> shown = new ReadOnlyObjectWrapper<>(this, "shown",
            Optional.empty());
    private final ObjectProperty<Order> order = new SimpleObjectProperty<>(this, "order", Order.DELTA);
    private final StringProperty find = new SimpleStringProperty(this, "find", "");
    private final IntegerProperty top = new SimpleIntegerProperty(this, "top", USUAL_TOP);
    private Optional<ExpertLoadResult> result = Optional.empty();
    private boolean steered;

    ResonanceViewModel(ViewContext context) {
        this.context = context;
        context.workspace().modelProperty().subscribe(model -> {
            inputs.follow(model);
            forget();
        });
        order.subscribe((before, now) -> compare());
    }

    ResonanceInputs inputs() {
        return inputs;
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<RunningTask>> askingProperty() {
        return asking.currentProperty();
    }

    /// Every prompt with its class.
    ReadOnlyObjectProperty<List<ClassedPrompt>> promptsProperty() {
        return prompts.getReadOnlyProperty();
    }

    /// The newest comparison.
    ReadOnlyObjectProperty<Optional<Resonated>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ObjectProperty<Order> orderProperty() {
        return order;
    }

    /// Which experts the ranked list shows, as [ExpertQuery] reads it.
    StringProperty findProperty() {
        return find;
    }

    /// How many of the most resonant experts are changed at once.
    IntegerProperty topProperty() {
        return top;
    }

    /// The ranked experts that are looked for.
    List<RankedExpert> found() {
        List<RankedExpert> all = shown.get().map(Resonated::ranked).orElse(List.of());
        return ExpertQuery.parse(find.get()).map(query -> query.equals(ExpertQuery.ALL)
                ? all
                : all.stream().filter(each -> query.fits(each.address().layer(), each.address().expert())).toList())
                .orElse(List.of());
    }

    /// Asks how much experts have to do with the prompts, or says what is missing.
    void compareLists() {
        Optional<OpenModel> model = context.workspace().modelProperty().get();
        Optional<PaneState.Empty> missing = inputs.missing();
        if (model.isEmpty() || missing.isPresent()) {
            asking.cancel();
            state.set(model.isEmpty() ? PaneState.NOTHING_OPEN : missing.get());
            return;
        }
        try {
            int targets = ResonanceInputs.count(inputs.targetProperty().get());
            ask(model.get(), inputs.request(context.steering().atRest().get()), targets);
        } catch (SextantException failure) {
            cannot(failure);
        }
    }

    private void ask(OpenModel model, ExpertLoadRequest request, int targets) {
        asking.start(BackgroundTask.asking("Reading routers", () -> model.submit(request)).lane(LANE)
                .onSuccess(answer -> take(answer, targets, !request.steering().isNeutral())).onFailure(this::cannot)
                .onEnd(this::ended),
                context.tasks());
        askingProperty().get().ifPresent(task -> state.set(new PaneState.Computing(task)));
    }

    void cancel() {
        asking.cancel();
    }

    private void take(ExpertLoadResult answer, int targets, boolean underSliders) {
        steered = underSliders;
        result = Optional.of(answer);
        List<ClassedPrompt> next = new ArrayList<>();
        for (int place = 0; place < answer.prompts().size(); place++) {
            PromptClass listed = place < targets ? PromptClass.TARGET : PromptClass.REST;
            next.add(new ClassedPrompt(place, answer.prompts().get(place), listed, listed));
        }
        prompts.set(List.copyOf(next));
        compare();
    }

    /// Gives prompts another class; the map follows.
    ///
    /// @param places of the prompts among all
    void classify(Set<Integer> places, PromptClass next) {
        classify(prompt -> places.contains(prompt.place()) ? prompt.as(next) : prompt);
    }

    /// Every prompt belongs where its list says.
    void classifyByList() {
        classify(ClassedPrompt::byList);
    }

    /// Every prompt belongs where its response says.
    void classifyByResponse() {
        List<String> phrases = inputs.phrases();
        classify(prompt -> prompt.byResponse(phrases));
    }

    private void classify(UnaryOperator<ClassedPrompt> change) {
        prompts.set(prompts.get().stream().map(change).toList());
        compare();
    }

    /// Pure sums over what is known: no model is asked.
    private void compare() {
        if (result.isEmpty()) {
            return;
        }
        ExpertLoadResult answer = result.get();
        List<ClassedPrompt> all = prompts.get();
        Order by = order.get();
        for (PromptClass needed : List.of(PromptClass.TARGET, PromptClass.REST)) {
            if (all.stream().noneMatch(prompt -> prompt.chosen() == needed)) {
                shown.set(Optional.empty());
                state.set(new PaneState.Empty("No prompt is in the class “" + needed.title() + "”",
                        "Give one at least this class, in the list of prompts below."));
                return;
            }
        }
        BackgroundTask.working("Comparing experts", () -> Resonated.of(answer, all, by)).lane(LANE + ".compare")
                .onSuccess(this::show).startWith(context.tasks());
    }

    private void show(Resonated next) {
        shown.set(Optional.of(next));
        state.set(new PaneState.Result());
    }

    /// What to think of when the model was steered, or lengths differ and sums are compared; empty where all is well.
    String caution() {
        String read = steered && result.isPresent() ? "Read under the sliders as they were then." : "";
        return Stream.of(read, lengths()).filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
    }

    private String lengths() {
        double targets = meanTokens(PromptClass.TARGET);
        double rests = meanTokens(PromptClass.REST);
        boolean apart = Math.max(targets, rests) > MUCH_LONGER * Math.min(targets, rests);
        String lengths = String.format(Locale.ROOT, "%.1f and %.1f tokens", targets, rests);
        boolean perToken = result.filter(now -> now.provenance().settings().contains("per_token=true")).isPresent();
        return !apart || result.isEmpty()
                ? ""
                : perToken
                        ? "The classes have " + lengths + " on average; each prompt counts per token."
                        : "The classes have " + lengths + " on average: longer prompts count more. Choose per token.";
    }

    private double meanTokens(PromptClass wanted) {
        return prompts.get().stream().filter(prompt -> prompt.chosen() == wanted)
                .mapToInt(prompt -> prompt.load().tokens()).average().orElse(0);
    }

    /// The most resonant experts, as many as are changed at once.
    List<ExpertAddress> topExperts() {
        return shown.get().map(now -> now.top(top.get())).orElse(List.of());
    }

    /// Takes a file of prompts for the target or the rest.
    void load(StringProperty list, Path file) {
        BackgroundTask.working("Reading prompts", () -> String.join("\n", PromptFile.lines(file)))
                .onSuccess(list::set).startWith(context.tasks());
    }

    /// Takes the bundled requests: what is refused, and what is answered.
    void takeExamples() {
        takeExamples(() -> {});
    }

    private void takeExamples(Runnable then) {
        BackgroundTask.working("Reading the example lists", Subject.REFUSAL::lists).lane(LANE + ".examples")
                .onSuccess(lists -> {
                    take(lists);
                    then.run();
                }).startWith(context.tasks());
    }

    /// On a demo model that the examples are made for, they are what it begins with.
    void begin() {
        boolean empty = inputs.targetProperty().get().isBlank() && inputs.restProperty().get().isBlank();
        boolean demo = context.workspace().modelProperty().get()
                .filter(open -> context.demos().withExperts().contains(open.card().name())).isPresent();
        if (empty && demo && inputs.canConverseProperty().get()) {
            takeExamples(this::compareLists);
        }
    }

    private void take(ContrastLists lists) {
        inputs.targetProperty().set(String.join("\n", lists.positive()));
        inputs.restProperty().set(String.join("\n", lists.negative()));
        inputs.conversationsProperty().set(inputs.canConverseProperty().get());
    }

    private void cannot(SextantException failure) {
        state.set(new PaneState.Cannot(failure.what(), failure.where(), failure.remedy()));
    }

    /// After a cancel there is what was there before.
    private void ended() {
        if (state.get() instanceof PaneState.Computing(var task) && task.isDone() && task.isCancelled()) {
            state.set(shown.get().isPresent() ? new PaneState.Result() : new PaneState.Cancelled());
        }
    }

    private void forget() {
        asking.cancel();
        result = Optional.empty();
        prompts.set(List.of());
        shown.set(Optional.empty());
        state.set(NOTHING);
    }
}
