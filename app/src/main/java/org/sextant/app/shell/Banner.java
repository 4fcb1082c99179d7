package org.sextant.app.shell;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.Problem;
import org.sextant.app.view.Sentence;

/// One problem across the window: what is wrong, where, and what to do. Takes no room while all is well.
final class Banner extends HBox {
    private final Label what = new Label();
    private final Label where = new Label();

    Banner(ErrorFunnel errors) {
        getStyleClass().add("banner");
        setId("banner");
        what.getStyleClass().add("banner-what");
        what.setWrapText(true);
        where.getStyleClass().add("banner-where");
        where.setWrapText(true);
        var words = new VBox(what, where);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button dismiss = new Button();
        dismiss.setGraphic(new FontIcon(Feather.X));
        dismiss.getStyleClass().addAll("button-icon", "flat");
        dismiss.setTooltip(new Tooltip("Dismiss"));
        dismiss.setAccessibleText("Dismiss the message");
        dismiss.setOnAction(_ -> errors.dismiss());
        getChildren().addAll(new FontIcon(Feather.ALERT_TRIANGLE), words, dismiss);
        visibleProperty().bind(errors.problemProperty().map(Optional::isPresent));
        managedProperty().bind(visibleProperty());
        accessibleTextProperty().bind(Bindings.concat(what.textProperty(), " ", where.textProperty()));
        errors.problemProperty().subscribe(problem -> problem.ifPresent(this::show));
    }

    private void show(Problem problem) {
        what.setText(Sentence.of(problem.what()));
        String place = problem.where().isEmpty() ? "" : problem.where() + " — ";
        where.setText(place + Sentence.of(problem.remedy()));
    }
}
