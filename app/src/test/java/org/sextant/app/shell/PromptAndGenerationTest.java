package org.sextant.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.RecentPrompt;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.Problem;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.GenerateRequest;
import org.sextant.runtime.session.GenerateResult;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringSet;

import static org.assertj.core.api.Assertions.assertThat;

/// The models of prompt, generation and opening, without a window and on one thread.
class PromptAndGenerationTest {
    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final UserPreferences preferences = new UserPreferences(Preferences.DEFAULT, _ -> {});
    private final Workspace workspace = new Workspace();
    private final StubSession session = new StubSession();
    private final ModelOpener models = new ModelOpener(new LazySession(() -> session), SmallDemos.none(), workspace,
            tasks, preferences,
            errors);
    private final PromptModel prompt = new PromptModel(workspace, tasks, preferences);
    private final GenerationModel generation = new GenerationModel(workspace,
            workspace.steeringProperty().map(SteeringSet::plan), prompt, tasks, preferences, () -> 0,
            Runnable::run);

    @Test
    void tokensFollowWhatIsTyped() {
        models.open("/models/a");
        prompt.textProperty().set("one two");
        assertThat(prompt.tokensProperty().get()).extracting(Token::text).containsExactly("<s>", "one", " two");
        prompt.textProperty().set("");
        assertThat(prompt.tokensProperty().get()).isEmpty();
    }

    @Test
    void tokensThatComeTooLateAreNotShown() {
        Deque<Runnable> work = new ArrayDeque<>();
        TaskExecutor byHand = QueuedTaskExecutor.handingWorkTo(work::add, errors);
        var typing = new PromptModel(workspace, byHand, preferences);
        models.open("/models/a");
        typing.textProperty().set("one two");
        typing.textProperty().set("");
        work.forEach(Runnable::run);
        assertThat(typing.tokensProperty().get()).as("cleared").isEmpty();

        work.clear();
        typing.textProperty().set("one two");
        models.close();
        work.forEach(Runnable::run);
        assertThat(typing.tokensProperty().get()).as("closed").isEmpty();
        assertThat(typing.problemProperty().get()).isEmpty();
    }

    @Test
    void runningAsksForTenCandidatesAndSelectsTheLastToken() {
        models.open("/models/a");
        prompt.textProperty().set("one two");
        prompt.run();
        assertThat(session.models.getFirst().asked)
                .containsExactly(new RunRequest(new Prompt.Text("one two"), List.of(), 10, false));
        assertThat(workspace.runProperty().get()).isPresent();
        assertThat(workspace.selection().token()).hasValue(2);
        assertThat(preferences.get().recentPrompts()).containsExactly(new RecentPrompt("one two", false));
    }

    @Test
    void aModelWithoutTokenizerIsAskedWithIds() {
        models.open("/models/ids");
        prompt.textProperty().set(" 5, 6 7 ");
        prompt.run();
        assertThat(session.models.getFirst().asked).first().extracting(request -> ((RunRequest) request).prompt())
                .isEqualTo(new Prompt.Ids(List.of(5, 6, 7)));
    }

    @Test
    void badPromptsSayWhyAndKeepTheRun() {
        models.open("/models/ids");
        prompt.textProperty().set("5, 6");
        prompt.run();
        var before = workspace.runProperty().get();
        for (String bad : List.of("", "5, x", "31999 32000", "-1")) {
            prompt.textProperty().set(bad);
            prompt.run();
            assertThat(prompt.problemProperty().get()).as(bad).isPresent();
            assertThat(workspace.runProperty().get()).isEqualTo(before);
        }
        assertThat(errors.problemProperty().get()).isEmpty();
        assertThat(bugs).isEmpty();
    }

    @Test
    void aPromptBeyondTheContextIsRefusedInPlace() {
        models.open("/models/a");
        prompt.textProperty().set("word ".repeat(StubModel.CONTEXT));
        prompt.run();
        assertThat(prompt.problemProperty().get()).hasValueSatisfying(
                failure -> assertThat(failure.remedy()).isEqualTo("shorten it"));
    }

    @Test
    void aFolderWithoutAModelLeavesTheOpenOneAsItIs() {
        models.open("/models/a");
        var before = workspace.modelProperty().get();
        models.open("/models/bad");
        assertThat(workspace.modelProperty().get()).isEqualTo(before);
        assertThat(session.models.getFirst().isClosed()).isFalse();
        assertThat(errors.problemProperty().get()).isPresent();
        assertThat(preferences.get().recentModels()).containsExactly("/models/a");
    }

    @Test
    void aRecentModelWhoseFolderIsGoneIsForgotten(@TempDir Path folder) throws IOException {
        Path here = Files.createDirectory(folder.resolve("bad-but-here"));
        Path gone = folder.resolve("bad-and-gone");
        preferences.change(now -> now.withRecentModel(here.toString()).withRecentModel(gone.toString()));
        models.open(here.toString());
        models.open(gone.toString());
        assertThat(preferences.get().recentModels()).containsExactly(here.toString());
        assertThat(errors.problemProperty().get().map(Problem::where)).hasValue("bad-and-gone");
    }

    @Test
    void whatTheCardWarnsOfIsSaidUntilTheModelIsClosed() {
        session.warnings.addAll(List.of("w holds 1 value that is not finite", "2 stored tensors are not used"));
        models.open("/models/a");
        assertThat(errors.problemProperty().get()).hasValueSatisfying(problem -> {
            assertThat(problem.what()).isEqualTo("w holds 1 value that is not finite (and 1 more)");
            assertThat(problem.isFailure()).isFalse();
        });
        models.close();
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @Test
    void openingAnotherModelClosesTheFirstAndForgetsItsRun() {
        models.open("/models/a");
        prompt.textProperty().set("one");
        prompt.run();
        models.open("/models/b");
        assertThat(session.models.get(0).isClosed()).isTrue();
        assertThat(session.models.get(1).isClosed()).isFalse();
        assertThat(workspace.runProperty().get()).isEmpty();
        assertThat(workspace.selection().token()).isEmpty();
    }

    @Test
    void aModelThatIsReadyAfterLoadingWasCancelledIsClosed() {
        models.open("/models/slow");
        models.loadingProperty().get().orElseThrow().cancel();
        assertThat(models.loadingProperty().get()).isEmpty();
        assertThat(workspace.modelProperty().get()).isEmpty();
        assertThat(session.slow.getFirst().isCancelled()).isTrue();
    }

    @Test
    void textGrowsTokenByTokenAndStopsWithWhatItHas() {
        StubModel model = begin();
        StubJob<GenerateResult> job = model.generations.getFirst();
        job.tell(generated(" Tom", " Tom"));
        job.tell(generated(".", " Tom."));
        assertThat(generation.text().text()).isEqualTo(" Tom.");
        assertThat(generation.summaryProperty().get()).isEqualTo("2 tokens");
        generation.cancel();
        assertThat(job.isCancelled()).isTrue();
        assertThat(generation.summaryProperty().get()).isEqualTo("2 tokens · stopped");
        assertThat(generation.runningProperty().get()).isEmpty();
    }

    @Test
    void ofTheTokensOfAPulseTheTextPaneHearsOnce() {
        begin();
        List<Integer> heard = new ArrayList<>();
        generation.setListener(new GenerationModel.Listener(() -> {}, heard::add, _ -> {}));
        generation.grow(List.of(generated("a", "a"), generated("b", "ab")));
        generation.grow(List.of(generated("c", "abc"), generated("d", "abcd"), generated("e", "abcde")));
        assertThat(heard).containsExactly(0, 2);
        assertThat(generation.text().text()).isEqualTo("abcde");
        assertThat(generation.summaryProperty().get()).isEqualTo("5 tokens");
    }

    @Test
    void aFinishedTextSaysHowFastAndWhyItEnded() {
        StubModel model = begin();
        StubJob<GenerateResult> job = model.generations.getFirst();
        job.tell(generated("x", "x"));
        job.finish(new GenerateResult(List.of(), List.of(), "x", GenerateResult.FinishReason.LENGTH, 31.25,
                model.provenance(List.of())));
        assertThat(generation.summaryProperty().get()).isEqualTo("1 token · 31.3 tokens/s · as long as asked");
    }

    @Test
    void aCharacterSpreadOverTokensBelongsToTheLast() {
        GeneratedText text = new GeneratedText();
        text.add(generated("a", "a"));
        text.add(generated("\ufffd", "a\ufffd"));
        int changed = text.add(generated("\ufffd", "aé"));
        assertThat(changed).isEqualTo(1);
        assertThat(text.pieces()).extracting(GeneratedText.Piece::text).containsExactly("a", "", "é");
        assertThat(text.text()).isEqualTo("aé");
    }

    private StubModel begin() {
        models.open("/models/a");
        prompt.textProperty().set("one");
        generation.start();
        StubModel model = session.models.getFirst();
        assertThat(model.asked).singleElement().isInstanceOf(GenerateRequest.class);
        assertThat(generation.runningProperty().get()).isNotEqualTo(Optional.empty());
        return model;
    }

    private static Update.Generated generated(String token, String textSoFar) {
        return generated(7, token, textSoFar);
    }

    static Update.Generated generated(int id, String token, String textSoFar) {
        return new Update.Generated(new Token(1, id, token, "", false), textSoFar, 0.5f);
    }
}
