package org.sextant.app.shell;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.theme.Styles;
import org.kordamp.ikonli.feather.Feather;
import org.sextant.app.view.Command;
import org.sextant.runtime.session.VerifyResult;
import org.sextant.runtime.session.VerifyResult.Check;

/// The figures behind the trust badge: each check with what was found and what is allowed.
final class TrustPane extends VBox {
    private static final double MOST_HEIGHT = 420;

    TrustPane(TrustModel trust, Command verify, Command against) {
        getStyleClass().addAll("model-card", "trust");
        Label title = new Label("Is this model computed correctly here?");
        title.getStyleClass().add("card-title");
        getChildren().add(title);
        trust.resultProperty().get().ifPresentOrElse(this::show, () -> getChildren().add(
                wrapped(trust.verifyingProperty().get().isPresent()
                        ? "It is being checked."
                        : "It has not been checked. A check runs a short sequence a few times and takes some seconds "
                                + "for a large model.")));
        Button again = Icons.button(Feather.CHECK_CIRCLE, "Verify", verify);
        Button compare = Icons.button(Feather.FILE, "Compare with a recording…", against);
        var buttons = new HBox(again, compare);
        buttons.getStyleClass().add("card-buttons");
        getChildren().add(buttons);
    }

    private void show(VerifyResult result) {
        var scroll = new ScrollPane(grid(result.checks()));
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        scroll.getStyleClass().add(Styles.TEXT_SMALL);
        scroll.setAccessibleText("Checks");
        getChildren().addAll(wrapped(TrustText.sentence(result)), scroll);
        result.notes().forEach(note -> getChildren().add(wrapped("Not checked: " + note + ".")));
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        return label;
    }

    private static GridPane grid(List<Check> checks) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("card-grid");
        grid.addRow(0, muted(""), muted("check"), muted("found"), muted("allowed"));
        for (Check check : checks) {
            Label mark = new Label(check.ok() ? "✓" : "✗");
            mark.getStyleClass().add(check.ok() ? "muted" : "trust-fails");
            Label found = new Label(TrustText.figure(check.value()));
            Label allowed = new Label(TrustText.figure(check.tolerance()));
            found.getStyleClass().add("tabular");
            allowed.getStyleClass().addAll("tabular", "muted");
            Label name = wrapped(check.name());
            grid.addRow(grid.getRowCount(), mark, name, found, allowed);
        }
        return grid;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        return label;
    }
}
