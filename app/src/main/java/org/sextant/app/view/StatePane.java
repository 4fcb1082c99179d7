package org.sextant.app.view;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.task.Problem;
import org.sextant.app.task.RunningTask;
import org.sextant.runtime.SextantException;

/// A picture with the four states that every view has: nothing yet, computing, result, cannot. While it computes the
/// old picture stays, dimmed.
public final class StatePane extends StackPane {
    private static final double DIMMED = 0.35;

    private final PauseTransition announcement = new PauseTransition(Duration.millis(300));
    private final Node content;
    private final VBox message = new VBox();

    public StatePane(Node content) {
        this.content = content;
        message.getStyleClass().add("state-message");
        message.setAlignment(Pos.CENTER);
        message.setFillWidth(false);
        message.setVisible(false);
        getChildren().addAll(content, message);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        setMinSize(0, 0);
    }

    /// The picture.
    public void showResult() {
        announcement.stop();
        message.setVisible(false);
        content.setVisible(true);
        content.setOpacity(1);
    }

    /// Nothing to show yet: what is missing, what to do, and one button that does it.
    public void showNothing(Feather icon, String title, String hint, Optional<Command> command) {
        content.setVisible(false);
        show(icon(icon), title(title), hint(hint));
        command.ifPresent(action -> message.getChildren().add(button(action)));
    }

    /// It cannot be shown: why, and what would help.
    public void showCannot(SextantException failure) {
        showCannot(failure.what(), failure.where(), failure.remedy());
    }

    /// It cannot be shown: why, and what would help.
    public void showCannot(Problem problem) {
        showCannot(problem.what(), problem.where(), problem.remedy());
    }

    private void showCannot(String what, String where, String remedy) {
        content.setVisible(false);
        show(icon(Feather.SLASH), title(Sentence.of(what)), hint(where), hint(Sentence.of(remedy)));
    }

    /// It is being computed; `task` tells how far it is and can be cancelled. What is quick is not announced.
    public void showComputing(RunningTask task) {
        announcement.setOnFinished(_ -> {
            if (!task.isDone()) {
                announce(task);
            }
        });
        announcement.playFromStart();
    }

    private void announce(RunningTask task) {
        content.setOpacity(DIMMED);
        Label stage = hint(task.title());
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.setAccessibleText(task.title());
        task.progressProperty().subscribe(now -> now.ifPresent(progress -> {
            stage.setText(ProgressText.of(progress, task.estimate()));
            bar.setProgress(progress.total() > 0 ? progress.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
        }));
        Button cancel = new Button("Cancel");
        cancel.setOnAction(_ -> task.cancel());
        show(stage, bar, cancel);
        message.getStyleClass().add("computing");
    }

    private void show(Node... parts) {
        announcement.stop();
        message.getStyleClass().remove("computing");
        message.getChildren().setAll(parts);
        message.setVisible(true);
    }

    private static Node icon(Feather icon) {
        FontIcon node = new FontIcon(icon);
        node.getStyleClass().add("state-icon");
        return node;
    }

    private static Label title(String text) {
        return label(text, "state-title");
    }

    private static Label hint(String text) {
        return label(text, "state-hint");
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }

    private static Button button(Command command) {
        Button button = new Button(command.title());
        button.getStyleClass().add("accent");
        button.disableProperty().bind(Bindings.not(command.enabled()));
        button.setOnAction(_ -> command.run());
        return button;
    }
}
