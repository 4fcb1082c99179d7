package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.state.Compared;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.OpenModel;

import static org.assertj.core.api.Assertions.assertThat;

/// A second model beside the open one, without a window and on one thread.
class SecondModelTest {
    @TempDir
    private Path folder;

    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final UserPreferences preferences = new UserPreferences(Preferences.DEFAULT, _ -> {});
    private final Workspace workspace = new Workspace();
    private final StubSession session = new StubSession();
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final LazySession lazy = new LazySession(() -> session);
    private final ModelOpener models = new ModelOpener(lazy, SmallDemos.none(), workspace, tasks, preferences, errors);
    private final SecondModel second = new SecondModel(lazy, SmallDemos.none(), workspace, tasks, preferences, models);

    @AfterEach
    void noBugs() {
        assertThat(bugs).isEmpty();
    }

    private OpenModel compared() {
        return ((Compared.Other) workspace.comparedProperty().get().orElseThrow()).model();
    }

    @Test
    void itStandsBesideTheFirstWhichStaysAsItIs() {
        models.open("/models/a");
        second.open("/models/b");

        assertThat(workspace.modelProperty().get()).contains(session.models.get(0));
        assertThat(compared()).isSameAs(session.models.get(1));
        assertThat(session.models.getFirst().isClosed()).isFalse();
        assertThat(preferences.get().recentModels()).containsExactly("/models/b", "/models/a");
    }

    @Test
    void whatCannotBeOpenedLeavesBothAsTheyAreAndIsTold() {
        models.open("/models/a");
        second.open("/models/b");
        second.open("/models/bad");

        assertThat(compared()).isSameAs(session.models.get(1));
        assertThat(errors.problemProperty().get().orElseThrow().what()).isEqualTo("no config.json was found");
    }

    @Test
    void anotherSecondTakesItsPlaceAndTheOldOneIsFreed() {
        models.open("/models/a");
        second.open("/models/b");
        second.open("/models/c");

        assertThat(compared()).isSameAs(session.models.get(2));
        assertThat(session.models.get(1).isClosed()).isTrue();
        second.end();
        assertThat(workspace.comparedProperty().get()).isEmpty();
        assertThat(session.models.get(2).isClosed()).isTrue();
        assertThat(session.models.get(0).isClosed()).isFalse();
    }

    @Test
    void anotherFirstModelGoesOnBeingComparedAndClosingItEndsThat() {
        models.open("/models/a");
        second.open("/models/b");
        models.open("/models/c");
        assertThat(compared()).isSameAs(session.models.get(1));
        assertThat(session.models.get(0).isClosed()).isTrue();

        models.close();
        assertThat(workspace.comparedProperty().get()).isEmpty();
        assertThat(session.models.get(1).isClosed()).isTrue();
    }

    @Test
    void loadingCanBeCancelledAndWhatComesTooLateIsFreed() {
        models.open("/models/a");
        second.open("/models/slow");
        RunningTask loading = second.loadingProperty().get().orElseThrow();
        loading.cancel();

        assertThat(second.loadingProperty().get()).isEmpty();
        assertThat(session.slow.getFirst().isCancelled()).isTrue();
        assertThat(workspace.comparedProperty().get()).isEmpty();
        assertThat(workspace.modelProperty().get()).contains(session.models.getFirst());
    }

    @Test
    void aSecondThatComesAfterTheFirstWasClosedIsFreed() {
        models.open("/models/a");
        second.open("/models/slow");
        models.close();
        StubModel late = session.model(true);
        session.slow.getFirst().finish(late);

        assertThat(workspace.comparedProperty().get()).isEmpty();
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void withoutAFirstModelNothingIsCompared() {
        second.open("/models/b");
        second.withSteered();

        assertThat(session.asked).isEmpty();
        assertThat(workspace.comparedProperty().get()).isEmpty();
    }

    @Test
    void theModelItselfUnderTheSlidersTakesThePlaceOfAnother() {
        models.open("/models/a");
        second.open("/models/b");
        second.choose(SecondModel.STEERED);

        assertThat(workspace.comparedProperty().get()).isEqualTo(Optional.of(new Compared.Steered()));
        assertThat(session.models.get(1).isClosed()).isTrue();
    }

    @Test
    void demosAreOfferedButNotTheOneThatIsOpen() {
        var demos = SmallDemos.in(folder);
        var opener = new ModelOpener(lazy, demos, workspace, tasks, preferences, errors);
        var offering = new SecondModel(lazy, demos, workspace, tasks, preferences, opener);
        opener.open("demo:harbour-base");

        assertThat(offering.offeredProperty().get()).containsExactly("demo:harbour-mini");
    }
}
