package org.sextant.app.shell;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Prediction;

/// The candidates for the next token: rank, token, probability as number and bar, logit.
final class NextTokenTable extends TableView<Prediction> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double BAR = 70;

    private final Label nothing = new Label();

    NextTokenTable() {
        setId("next-tokens");
        getStyleClass().addAll("dense", "next-tokens");
        setAccessibleText("Candidates for the next token");
        setFixedCellSize(20);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        nothing.getStyleClass().add("table-note");
        nothing.setWrapText(true);
        setPlaceholder(nothing);
        clear();
        getColumns().add(number("#", 34, row -> Integer.toString(row.rank())));
        getColumns().add(token());
        getColumns().add(probability());
        getColumns().add(number("Logit", 70, row -> Numbers.format(row.logit())));
        getColumns().add(number("Id", 66, row -> Integer.toString(row.id())));
        setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            }
        });
    }

    /// Says that nothing has been run.
    void clear() {
        getItems().clear();
        nothing.setText("Run a prompt to see what comes next.");
    }

    /// @param last position of the token after which they come
    void show(List<Prediction> predictions, int last) {
        if (predictions.stream().anyMatch(each -> Float.isNaN(each.probability()))) {
            getItems().clear();
            nothing.setText("The logits after token " + last + " are not numbers, so nothing can be predicted. "
                    + "Open the model's card (Ctrl+I): it names weights that are not finite. "
                    + "Where it names none, open the model in float32.");
        } else {
            getItems().setAll(predictions);
        }
    }

    /// Puts the whole table on the clipboard.
    void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(NextTokens.tsv(getItems()));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static TableColumn<Prediction, String> number(String title, double width,
            Function<Prediction, String> value) {
        TableColumn<Prediction, String> column = text(title, value);
        column.getStyleClass().add("numeric");
        column.setMinWidth(width);
        column.setMaxWidth(width);
        return column;
    }

    private static TableColumn<Prediction, String> token() {
        TableColumn<Prediction, String> column = text("Token", row -> VisibleText.of(row.token()));
        column.getStyleClass().add("token-column");
        column.setMinWidth(80);
        return column;
    }

    private static TableColumn<Prediction, String> text(String title, Function<Prediction, String> value) {
        TableColumn<Prediction, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static TableColumn<Prediction, Float> probability() {
        TableColumn<Prediction, Float> column = new TableColumn<>("Probability");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().probability()));
        column.setCellFactory(_ -> new BarCell());
        column.setSortable(false);
        column.setReorderable(false);
        column.setMinWidth(BAR + 92);
        column.setMaxWidth(BAR + 92);
        return column;
    }

    private static final class BarCell extends TableCell<Prediction, Float> {
        private final Region bar = new Region();
        private final Label number = new Label();
        private final Node line;

        BarCell() {
            bar.getStyleClass().add("bar");
            bar.setMinHeight(8);
            bar.setMaxHeight(8);
            StackPane track = new StackPane(bar);
            track.setAlignment(Pos.CENTER_LEFT);
            track.setMinWidth(BAR);
            track.setMaxWidth(BAR);
            number.getStyleClass().add("tabular");
            number.setMinWidth(70);
            HBox box = new HBox(6, number, track);
            box.setAlignment(Pos.CENTER_LEFT);
            line = box;
        }

        @Override
        protected void updateItem(Float probability, boolean empty) {
            super.updateItem(probability, empty);
            if (empty || probability == null) {
                setGraphic(null);
                return;
            }
            number.setText(Numbers.format(probability));
            double width = Math.max(1, probability * BAR);
            bar.setMinWidth(width);
            bar.setMaxWidth(width);
            setGraphic(line);
        }
    }
}
