package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.GenerationSettings.Follow;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.GenerateBesideRequest;
import org.sextant.runtime.session.GenerateBesideResult;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.GenerateResult.FinishReason;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

/// Two texts side by side and the sliders that move meanwhile, without a window and on one thread.
class GenerationBesideTest {
    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final UserPreferences preferences = new UserPreferences(Preferences.DEFAULT, _ -> {});
    private final Workspace workspace = new Workspace();
    private final StubSession session = new StubSession();
    private final ModelOpener models = new ModelOpener(new LazySession(() -> session), SmallDemos.none(), workspace,
            tasks, preferences, errors);
    private final PromptModel prompt = new PromptModel(workspace, tasks, preferences);
    private Optional<Runnable> waiting = Optional.empty();
    private final GenerationModel generation = new GenerationModel(workspace,
            workspace.steeringProperty().map(SteeringSet::plan), prompt, tasks, preferences, () -> 0,
            work -> waiting = Optional.of(work));

    @BeforeEach
    void open() {
        models.open("/models/a");
        prompt.textProperty().set("one");
    }

    @Test
    void slidersThatDoNothingLeaveOneText() {
        move(0);
        generation.start();
        assertThat(model().asked).singleElement().isInstanceOf(GenerateRequest.class);
        assertThat(generation.texts().steered()).isEmpty();
        assertThat(generation.texts().copied()).isEmpty();
    }

    @Test
    void twoTextsAreWrittenWhileNoSliderDoesAnythingIfThatIsChosen() {
        preferences.change(now -> now.withGeneration(now.generation().withBeside(true)));
        move(0);
        generation.start();
        assertThat(model().asked).singleElement().isInstanceOf(GenerateBesideRequest.class);
    }

    @Test
    void bothTextsGrowAndAreCopiedWithTheirNames() {
        move(2);
        generation.start();
        assertThat(model().asked).singleElement().isEqualTo(new GenerateBesideRequest(prompt.prompt(), 64,
                Preferences.DEFAULT.generation().sampling()));
        assertThat(model().plans).containsExactly(calm(2).plan());
        tell(false, 1, " Tom", " Tom");
        tell(true, 1, " Tom", " Tom");
        tell(false, 2, " ran", " Tom ran");
        assertThat(generation.summaryProperty().get()).isEqualTo("2 and 1 token");
        tell(true, 3, " slept", " Tom slept");
        assertThat(generation.summaryProperty().get()).isEqualTo("2 tokens each");
        assertThat(generation.texts().copied()).isEqualTo("unsteered:\n Tom ran\n\nsteered:\n Tom slept\n");
    }

    @Test
    void theFirstTokenThatDiffersIsFound() {
        move(2);
        generation.start();
        tell(false, 1, "a", "a");
        assertThat(steered().firstDifference()).isEmpty();
        tell(true, 1, "a", "a");
        assertThat(steered().firstDifference()).isEmpty();
        tell(false, 2, "b", "ab");
        tell(true, 3, "c", "ac");
        tell(false, 4, "d", "abd");
        tell(true, 4, "d", "acd");
        assertThat(steered().firstDifference()).hasValue(1);
    }

    @Test
    void fromHereGoesOnAndEachTokenKnowsThePlanThatMadeIt() {
        move(2);
        generation.start();
        tell(true, 1, "a", "a");
        move(-1.5);
        move(2);
        assertThat(model().plans).containsExactly(calm(2).plan(), calm(-1.5).plan(), calm(2).plan());
        tell(calm(-1.5), 2, "b", "ab");
        tell(calm(2), 3, "c", "abc");
        assertThat(waiting).isEmpty();
        assertThat(model().asked).hasSize(1);
        assertThat(steered().text().pieces()).extracting(GeneratedText.Piece::plan)
                .containsExactly(List.of("calm = 2"), List.of("calm = -1.5"), List.of("calm = 2"));
        assertThat(IntStream.range(0, 3).mapToObj(steered().coefficients()::describe)).containsExactly(
                List.of("calm = 2"), List.of("calm = -1.5"), List.of("calm = 2"));
        assertThat(GeneratedFlow.describe(steered().text().piece(1))).endsWith("probability 0.5000\n\ncalm = -1.5");
    }

    @Test
    void aPlanThatCameFromElsewhereIsToldInItsOwnWords() {
        move(2);
        generation.start();
        SteeringPlan strange = new SteeringPlan(List.of(Edit.ablate("blocks.0.hook_resid_post", new float[]{1, 0})));
        job().tell(new Update.Beside(true, token(1, "a"), "a", 0.5f, strange));
        assertThat(steered().text().piece(0).plan()).isEqualTo(strange.summaries());
    }

    @Test
    void wholeBeginsAnewOnceTheThumbRestsAndKeepsTheOldTextUntilTheFirstToken() {
        preferences.change(now -> now.withGeneration(now.generation().withFollow(Follow.WHOLE)));
        List<String> heard = new ArrayList<>();
        move(2);
        generation.start();
        tell(true, 1, "a", "a");
        generation.setListener(new GenerationModel.Listener(() -> heard.add("begun"), _ -> heard.add("grown"),
                _ -> heard.add("steered")));
        prompt.textProperty().set("something else is typed meanwhile");
        move(3);
        move(4);
        assertThat(model().asked).hasSize(1);
        rest();
        assertThat(model().asked).hasSize(2).allMatch(model().asked.getFirst()::equals);
        assertThat(model().pairs.getFirst().isCancelled()).isTrue();
        assertThat(generation.staleProperty().get()).isTrue();
        assertThat(steered().text().text()).isEqualTo("a");
        assertThat(heard).isEmpty();

        move(5);
        tell(calm(4), 1, "b", "b");
        assertThat(heard).containsExactly("begun", "steered");
        assertThat(generation.staleProperty().get()).isFalse();
        assertThat(steered().text().text()).isEqualTo("b");
        assertThat(steered().text().piece(0).plan()).containsExactly("calm = 4");
        assertThat(generation.summaryProperty().get()).doesNotContain("stopped");
    }

    @Test
    void wholeBeginsAFinishedTextAnewAndMakesTwoOfOne() {
        preferences.change(now -> now.withGeneration(now.generation().withFollow(Follow.WHOLE)));
        move(0);
        generation.start();
        model().generations.getFirst().tell(PromptAndGenerationTest.generated(1, "a", "a"));
        model().generations.getFirst().finish(result(FinishReason.LENGTH));
        move(2);
        rest();
        assertThat(model().asked).last().isInstanceOf(GenerateBesideRequest.class);
        assertThat(generation.texts().steered()).isEmpty();
        tell(false, 1, "a", "a");
        assertThat(generation.texts().steered()).isPresent();
        move(0);
        rest();
        assertThat(model().asked).last().as("two stay two").isInstanceOf(GenerateBesideRequest.class);
    }

    @Test
    void aSliderThatBeginsToActMakesTwoTextsThatAreShownOnceTheyAreWhereTheOneWas() {
        move(0);
        generation.start();
        StubJob<GenerateResult> alone = model().generations.getFirst();
        alone.tell(PromptAndGenerationTest.generated(1, "a", "a"));
        alone.tell(PromptAndGenerationTest.generated(2, "b", "ab"));
        move(2);
        rest();
        assertThat(alone.isCancelled()).isTrue();
        assertThat(model().plans).containsExactly(SteeringPlan.NONE);
        job().tell(new Update.Beside(false, token(1, "a"), "a", 0.5f, SteeringPlan.NONE));
        job().tell(new Update.Beside(true, token(1, "a"), "a", 0.5f, SteeringPlan.NONE));
        assertThat(generation.staleProperty().get()).isTrue();
        assertThat(generation.text().text()).isEqualTo("ab");
        job().tell(new Update.Beside(false, token(2, "b"), "ab", 0.5f, SteeringPlan.NONE));
        assertThat(generation.staleProperty().get()).isFalse();
        assertThat(model().plans).containsExactly(SteeringPlan.NONE, calm(2).plan());
        job().tell(new Update.Beside(true, token(2, "b"), "ab", 0.5f, SteeringPlan.NONE));
        tell(true, 3, "c", "abc");
        assertThat(steered().text().pieces()).extracting(GeneratedText.Piece::plan)
                .containsExactly(List.of(), List.of(), List.of("calm = 2"));
        assertThat(steered().coefficients().describe(2)).containsExactly("calm = 2");
        move(3);
        assertThat(model().plans).last().isEqualTo(calm(3).plan());
    }

    @Test
    void whatIsStoppedKeepsBothTextsAndNoSliderBeginsItAnew() {
        preferences.change(now -> now.withGeneration(now.generation().withFollow(Follow.WHOLE)));
        move(2);
        generation.start();
        tell(false, 1, "a", "a");
        tell(true, 2, "b", "b");
        move(3);
        generation.cancel();
        rest();
        move(4);
        rest();
        assertThat(model().asked).hasSize(1);
        assertThat(generation.text().text()).isEqualTo("a");
        assertThat(steered().text().text()).isEqualTo("b");
        assertThat(generation.summaryProperty().get()).isEqualTo("1 token each · stopped");
    }

    @Test
    void aTextThatIsStoppedBeforeItsFirstTokenLeavesTheOldOne() {
        preferences.change(now -> now.withGeneration(now.generation().withFollow(Follow.WHOLE)));
        move(2);
        generation.start();
        tell(true, 2, "b", "b");
        move(3);
        rest();
        generation.cancel();
        assertThat(generation.staleProperty().get()).isFalse();
        assertThat(steered().text().text()).isEqualTo("b");
    }

    @Test
    void finishedTextsSayWhyEachEnded() {
        move(2);
        generation.start();
        tell(false, 1, "a", "a");
        tell(true, 2, "b", "b");
        job().finish(new GenerateBesideResult(result(FinishReason.END_TOKEN), result(FinishReason.LENGTH),
                List.of(calm(2).plan())));
        assertThat(generation.summaryProperty().get()).isEqualTo(
                "1 token each · 31.3 tokens/s · unsteered ended by the end token, steered as long as asked");
    }

    @Test
    void closingTheModelForgetsBothTexts() {
        move(2);
        generation.start();
        tell(true, 2, "b", "b");
        models.close();
        assertThat(generation.texts().steered()).isEmpty();
        move(3);
        assertThat(bugs).isEmpty();
    }

    private StubModel model() {
        return session.models.getFirst();
    }

    private StubJob<GenerateBesideResult> job() {
        return model().pairs.getLast();
    }

    private SteeredText steered() {
        return generation.texts().steered().orElseThrow();
    }

    private void move(double coefficient) {
        workspace.steeringProperty().set(calm(coefficient));
    }

    private void rest() {
        Optional<Runnable> work = waiting;
        waiting = Optional.empty();
        work.ifPresent(Runnable::run);
    }

    private void tell(boolean steered, int id, String token, String textSoFar) {
        job().tell(new Update.Beside(steered, token(id, token), textSoFar, 0.5f,
                steered ? workspace.steeringProperty().get().plan() : SteeringPlan.NONE));
    }

    private void tell(SteeringSet sliders, int id, String token, String textSoFar) {
        job().tell(new Update.Beside(true, token(id, token), textSoFar, 0.5f, sliders.plan()));
    }

    private static Token token(int id, String text) {
        return new Token(1, id, text, "", false);
    }

    private GenerateResult result(FinishReason reason) {
        return new GenerateResult(List.of(), List.of(), "", reason, 31.25, model().provenance(List.of()));
    }

    /// A slider that fits the stub.
    static SteeringSet calm(double coefficient) {
        float[] vector = new float[768];
        vector[0] = 1;
        return new SteeringSet(List.of(SteeringRow.of("calm", 2,
                List.of(Edit.add("blocks.0.hook_resid_post", vector, coefficient)))), 1);
    }
}
