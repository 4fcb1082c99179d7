package org.sextant.app.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.ProgressText;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;

/// The last line of the window: where the model computes, what is being done, how busy the window is.
final class StatusBar extends HBox {
    private static final Duration WORTH_SHOWING = Duration.millis(300);

    private final Workbench workbench;
    private final Label model = new Label();
    private final Label task = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel = new Button();
    private final Label busy = new Label("UI 0 ms");
    private final PauseTransition announcement = new PauseTransition(WORTH_SHOWING);
    private final Executor later;
    private boolean sampling;
    private Optional<RunningTask> shown = Optional.empty();

    StatusBar(Workbench workbench) {
        this(workbench, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    }

    /// @param later runs a second later, on any thread
    StatusBar(Workbench workbench, Executor later) {
        this.workbench = workbench;
        this.later = later;
        getStyleClass().add("status-line");
        setId("status");
        model.setId("status-model");
        busy.getStyleClass().addAll("tabular", "busy");
        busy.setId("busy");
        busy.setTooltip(new Tooltip("The longest that the window was busy within the last second"));
        cancel.setGraphic(new FontIcon(Feather.X));
        cancel.getStyleClass().addAll("button-icon", "flat");
        cancel.setTooltip(new Tooltip("Cancel  (Esc)"));
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(_ -> shown.ifPresent(RunningTask::cancel));
        progress.getStyleClass().add("small");
        getChildren().addAll(model, new Spacer(), task, progress, cancel, busy);
        hideTask();
        workbench.workspace().modelProperty().subscribe(this::showModel);
        ListChangeListener<RunningTask> listener = _ -> tasksChanged();
        workbench.tasks().running().addListener(listener);
        announcement.setOnFinished(_ -> showTask());
        workbench.meter().setOnActivity(this::sampleLater);
    }

    private void showModel(Optional<OpenModel> open) {
        model.setText(open.map(OpenModel::card).map(StatusBar::words).orElse("no model"));
    }

    private static String words(ModelCard card) {
        return card.device() + " · " + card.dtype().label() + " · "
                + ProgressText.bytes(card.estimatedMemoryBytes());
    }

    private void tasksChanged() {
        if (workbench.tasks().running().isEmpty()) {
            announcement.stop();
            hideTask();
        } else if (shown.filter(now -> !now.isDone()).isEmpty()) {
            announcement.playFromStart();
        }
    }

    private void showTask() {
        workbench.tasks().running().stream().findFirst().ifPresent(running -> {
            shown = Optional.of(running);
            task.setText(running.title());
            progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
            progress.setAccessibleText(running.title());
            running.progressProperty().subscribe(now -> now.ifPresent(step -> {
                if (shown.filter(running::equals).isPresent()) {
                    task.setText(ProgressText.of(step, running.secondsLeft()) + others());
                    progress.setProgress(step.total() > 0 ? step.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
                }
            }));
            setTaskVisible(true);
        });
    }

    private String others() {
        int others = workbench.tasks().running().size() - 1;
        return others > 0 ? "  +" + others : "";
    }

    private void hideTask() {
        shown = Optional.empty();
        setTaskVisible(false);
        progress.setProgress(0);
    }

    private void setTaskVisible(boolean visible) {
        task.setVisible(visible);
        progress.setVisible(visible);
        cancel.setVisible(visible);
    }

    /// A window where nothing happens is not woken: a sample is taken a second after something has happened, and once
    /// more to say that it is over.
    private void sampleLater() {
        boolean seen = getScene() != null && getScene().getWindow() != null && getScene().getWindow().isShowing();
        if (seen && !sampling) {
            sampling = true;
            later.execute(() -> Platform.runLater(this::sample));
        }
    }

    private void sample() {
        sampling = false;
        double peak = workbench.meter().takePeakMillis();
        busy.setText(String.format(Locale.ROOT, "UI %.0f ms", peak));
        if (peak > 0) {
            sampleLater();
        }
    }
}
