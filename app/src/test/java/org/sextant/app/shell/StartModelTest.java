package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.session.ModelLocation;

import static org.assertj.core.api.Assertions.assertThat;

/// What there is to begin with, without a window and on one thread.
class StartModelTest {
    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final UserPreferences preferences = new UserPreferences(Preferences.DEFAULT, _ -> {});
    private final Workspace workspace = new Workspace();
    private final StubSession session = new StubSession();
    private TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private ModelAddresses addresses = SmallDemos.none();

    @BeforeEach
    void writeDemos() {
        addresses = SmallDemos.in(folder.resolve("demos"));
    }

    private Desk desk() {
        var models = new ModelOpener(new LazySession(() -> session), addresses, workspace, tasks, preferences, errors);
        var prompt = new PromptModel(workspace, tasks, preferences);
        return new Desk(models, prompt, new StartModel(addresses, models, prompt, workspace, tasks));
    }

    private record Desk(ModelOpener models, PromptModel prompt, StartModel start) {
        DemoModel demo(int index) {
            return start.demosProperty().get().get(index);
        }
    }

    private String openModel() {
        return workspace.modelProperty().get().orElseThrow().card().name();
    }

    private int tokens() {
        return workspace.runProperty().get().orElseThrow().tokens().size();
    }

    @Test
    void beginsWithTheFirstDemoAndItsFirstPrompt() {
        Desk desk = desk();
        desk.start().begin();

        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(desk.prompt().textProperty().get()).isEqualTo("When Anna and Tom");
        assertThat(tokens()).isEqualTo(5);
        assertThat(desk.start().beginningProperty().get()).isFalse();
        assertThat(desk.start().openDemoProperty().get()).contains(desk.demo(0));
        assertThat(preferences.get().recentModels()).containsExactly("demo:harbour-base");
        assertThat(session.asked.getFirst().location())
                .isEqualTo(new ModelLocation.Named("demo:harbour-base", folder.resolve("demos/harbour-base")));
    }

    @Test
    void modelsThatWereFetchedBeforeAreFoundAndOpenedByName() {
        addresses = SmallDemos.in(folder.resolve("others"), "tiny/one", "tiny/one@v2");
        Desk desk = desk();
        assertThat(desk.start().cachedProperty().get()).containsExactly("tiny/one", "tiny/one@v2");
        desk.start().open("tiny/one@v2");
        assertThat(session.asked.getLast().location()).isEqualTo(new ModelLocation.Cached("tiny/one@v2"));
        assertThat(preferences.get().recentModels()).containsExactly("tiny/one@v2");
    }

    @Test
    void nothingOpensWhereNoDemoIsThere() {
        addresses = SmallDemos.none();
        Desk desk = desk();
        desk.start().begin();

        assertThat(workspace.modelProperty().get()).isEmpty();
        assertThat(desk.start().beginningProperty().get()).isFalse();
        assertThat(errors.problemProperty().get()).isEmpty();
    }

    @Test
    void beginningWaitsUntilTheDemosAreKnown() {
        Deque<Runnable> work = new ArrayDeque<>();
        tasks = QueuedTaskExecutor.handingWorkTo(work::add, errors);
        Desk desk = desk();
        desk.start().begin();
        assertThat(desk.start().beginningProperty().get()).isTrue();
        assertThat(session.asked).isEmpty();
        while (!work.isEmpty()) {
            work.poll().run();
        }
        assertThat(openModel()).isEqualTo("demo:harbour-base");
        assertThat(desk.start().beginningProperty().get()).isFalse();
    }

    @Test
    void aSuggestionRunsOnItsOwnDemo() {
        Desk desk = desk();
        DemoModel mini = desk.demo(1);
        desk.start().tryOut(mini, mini.suggestions().getFirst());

        assertThat(openModel()).isEqualTo("demo:harbour-mini");
        assertThat(desk.prompt().textProperty().get()).isEqualTo("Tom and Anna went");
        assertThat(tokens()).isEqualTo(5);
    }

    @Test
    void aSuggestionForTheOpenDemoDoesNotOpenItAgain() {
        Desk desk = desk();
        desk.start().begin();
        DemoModel base = desk.demo(0);
        desk.start().tryOut(base, base.suggestions().get(1));

        assertThat(session.asked).hasSize(1);
        assertThat(desk.prompt().textProperty().get()).isEqualTo(base.suggestions().get(1).prompt());
        assertThat(tokens()).isEqualTo(8);
    }

    @Test
    void whatIsTypedStaysAndIsRun() {
        Desk desk = desk();
        desk.prompt().textProperty().set("one two three");
        desk.start().open("demo:harbour-mini");

        assertThat(desk.prompt().textProperty().get()).isEqualTo("one two three");
        assertThat(tokens()).isEqualTo(4);
    }

    @Test
    void anotherModelOpensWithoutRunningAnything() {
        Desk desk = desk();
        desk.start().open("/models/a");

        assertThat(workspace.modelProperty().get()).isPresent();
        assertThat(workspace.runProperty().get()).isEmpty();
        assertThat(desk.start().openDemoProperty().get()).isEmpty();
    }

    @Test
    void anUnknownDemoIsToldOnceAndForgotten() {
        preferences.change(now -> now.withRecentModel("demo:gone").withRecentModel("demo:harbour-mini"));
        desk().start().open("demo:gone");

        assertThat(errors.problemProperty().get().orElseThrow().remedy()).contains("demo:harbour-base");
        assertThat(preferences.get().recentModels()).containsExactly("demo:harbour-mini");
        assertThat(bugs).isEmpty();
    }
}
