package org.sextant.app.compare;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;

/// A small window over the one in which the comparison stands. Enter saves, Esc closes it.
///
/// @param over a node of that window
record ReportWindow(Node over) implements ReportDialog {
    /// Returns at once, so that what the person does meanwhile is not one long task of the UI thread.
    @Override
    public void ask(ReportViewModel choice, Runnable save) {
        var saving = new ButtonType("Save…", ButtonData.OK_DONE);
        var dialog = new Dialog<ButtonType>();
        dialog.initOwner(over.getScene().getWindow());
        dialog.initModality(Modality.WINDOW_MODAL);
        dialog.setTitle("Report of the comparison");
        var form = new ReportForm(choice);
        DialogPane pane = dialog.getDialogPane();
        pane.setId("report-dialog");
        pane.getStylesheets()
                .add(Objects.requireNonNull(CompareView.class.getResource("compare.css")).toExternalForm());
        pane.getButtonTypes().setAll(saving, ButtonType.CANCEL);
        pane.setContent(form);
        name((Button) pane.lookupButton(ButtonType.CANCEL), "report-cancel", "Write no page (Esc)");
        Button accept = (Button) pane.lookupButton(saving);
        name(accept, "report-save", "Choose where the page is written (Enter)");
        accept.disableProperty().bind(choice.nothingProperty());
        form.addEventFilter(KeyEvent.KEY_PRESSED, event -> enter(event, accept));
        dialog.setOnShown(_ -> form.begin());
        dialog.setOnHidden(_ -> {
            if (saving.equals(dialog.getResult())) {
                save.run();
            }
        });
        dialog.show();
    }

    /// A ticked box or a format would take the key for itself.
    private static void enter(KeyEvent event, Button accept) {
        if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof Button)) {
            event.consume();
            accept.fire();
        }
    }

    private static void name(Button button, String id, String words) {
        button.setId(id);
        button.setTooltip(new Tooltip(words));
    }
}
