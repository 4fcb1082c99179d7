package org.sextant.app.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

import atlantafx.base.controls.Popover;
import atlantafx.base.controls.Spacer;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Compared;
import org.sextant.app.task.RunningTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.ProgressText;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.VerifyResult;

/// The last line of the window: where the model computes, what is being done, how busy the window is.
final class StatusBar extends HBox {
    private static final PseudoClass HOLDS = PseudoClass.getPseudoClass("holds");
    private static final PseudoClass FAILS = PseudoClass.getPseudoClass("fails");
    private static final Duration WORTH_SHOWING = Duration.millis(300);

    private final Workbench workbench;
    private final Label model = new Label();
    private final Button trust = new Button();
    private final Button task = new Button();
    private final Popover list = new Popover();
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel = new Button();
    private final Label busy = new Label("UI 0 ms");
    private final PauseTransition announcement = new PauseTransition(WORTH_SHOWING);
    private final Executor later;
    private boolean sampling;
    private Optional<RunningTask> shown = Optional.empty();
    private String words = "";

    /// @param showTrust what the trust badge does
    StatusBar(Workbench workbench, Command showTrust) {
        this(workbench, showTrust, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    }

    /// @param later runs a second later, on any thread
    StatusBar(Workbench workbench, Command showTrust, Executor later) {
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
        task.setMnemonicParsing(false);
        task.setId("status-task");
        task.getStyleClass().addAll("flat", "status-task");
        task.setTooltip(new Tooltip("Show all that is running"));
        task.setOnAction(_ -> showAll());
        list.setHeaderAlwaysVisible(false);
        list.setDetachable(false);
        list.setArrowLocation(Popover.ArrowLocation.BOTTOM_CENTER);
        progress.getStyleClass().add("small");
        prepareTrust(showTrust);
        getChildren().addAll(model, trust, new Spacer(), task, progress, cancel, busy);
        hideTask();
        workbench.workspace().modelProperty().subscribe(_ -> showModel());
        workbench.workspace().comparedProperty().subscribe(_ -> showModel());
        ListChangeListener<RunningTask> listener = _ -> tasksChanged();
        workbench.tasks().running().addListener(listener);
        announcement.setOnFinished(_ -> showTask());
        workbench.meter().setOnActivity(this::sampleLater);
    }

    /// Where the figures behind the trust badge appear.
    Button trustBadge() {
        return trust;
    }

    private void prepareTrust(Command show) {
        trust.setId("trust-badge");
        trust.getStyleClass().addAll("flat", "status-task", "trust-badge");
        trust.setTooltip(new Tooltip("Is this model computed correctly here?  (Ctrl+Shift+I)"));
        trust.setOnAction(_ -> show.run());
        trust.visibleProperty().bind(show.enabled());
        trust.managedProperty().bind(trust.visibleProperty());
        workbench.trust().resultProperty().subscribe(result -> {
            String words = TrustText.badge(result);
            trust.setText(words);
            trust.setAccessibleText("Trust: " + words);
            trust.pseudoClassStateChanged(HOLDS, result.filter(VerifyResult::ok).isPresent());
            trust.pseudoClassStateChanged(FAILS, result.filter(found -> !found.ok()).isPresent());
        });
    }

    /// The open model, then the second one beside it.
    private void showModel() {
        String first = workbench.workspace().modelProperty().get().map(OpenModel::card).map(StatusBar::words)
                .orElse("no model");
        model.setText(workbench.workspace().comparedProperty().get().orElse(null) instanceof Compared.Other(var second)
                ? first + "  +  " + words(second.card())
                : first);
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
        } else {
            showWords();
        }
    }

    private void showTask() {
        workbench.tasks().running().stream().findFirst().ifPresent(running -> {
            shown = Optional.of(running);
            words = running.title();
            progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
            progress.setAccessibleText(running.title());
            running.progressProperty().subscribe(now -> now.ifPresent(step -> {
                if (shown.filter(running::equals).isPresent()) {
                    words = ProgressText.of(step, running.estimate());
                    showWords();
                    progress.setProgress(step.total() > 0 ? step.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
                }
            }));
            showWords();
            cancel.setVisible(running.isQuestion());
            task.setVisible(true);
            progress.setVisible(true);
        });
    }

    /// The task that is shown, and how many others there are.
    private void showWords() {
        int others = workbench.tasks().running().size() - 1;
        task.setText(others > 0 ? words + "  +" + others : words);
    }

    /// Every task with its progress, over the status bar.
    private void showAll() {
        var tasks = new TaskList(workbench.tasks().running());
        list.setContentNode(tasks);
        list.setOnHidden(_ -> tasks.close());
        list.show(task);
    }

    private void hideTask() {
        shown = Optional.empty();
        list.hide();
        task.setVisible(false);
        progress.setVisible(false);
        cancel.setVisible(false);
        progress.setProgress(0);
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
