package org.sextant.app.features;

import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.TokenLine;
import org.sextant.app.features.Evidence.Example;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.TsvText;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.Token;

/// Places of a corpus where a feature is active, a line each, one below the other.
final class ExampleList extends ListView<Example> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private double full;

    ExampleList() {
        setId("feature-examples");
        setAccessibleText("Examples");
        getStyleClass().addAll("example-list", "dense");
        setFixedCellSize(26);
        var nothing = new Label("It was active nowhere in this harvest.");
        nothing.getStyleClass().add("muted");
        setPlaceholder(nothing);
        setCellFactory(_ -> new Line());
        var copy = new MenuItem("Copy as TSV");
        copy.setOnAction(_ -> copy());
        setContextMenu(new ContextMenu(copy));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            }
        });
    }

    /// @param largest activation of the feature in the corpus, for the fullest colour
    void show(List<Example> examples, double largest) {
        full = largest;
        getItems().setAll(examples);
        scrollTo(0);
    }

    /// `activation`, `text`, `token` and the words of each.
    String tsv() {
        return getItems().stream().map(each -> each.activation() + "\t" + each.text() + "\t" + each.token() + "\t"
                + TsvText.cell(each.words()) + "\n")
                .collect(Collectors.joining("", "activation\ttext\ttoken\tcontext\n", ""));
    }

    private void copy() {
        CopyTable.toClipboard(tsv());
    }

    private final class Line extends ListCell<Example> {
        private final Label activation = new Label();
        private final TokenLine line = new TokenLine();
        private final HBox both = new HBox(activation, line);
        private final Tooltip tooltip = new Tooltip();

        private Line() {
            activation.getStyleClass().addAll("muted", "tabular", "example-value");
            both.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(line, Priority.ALWAYS);
            setPrefWidth(0);
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(480);
        }

        @Override
        protected void updateItem(Example example, boolean empty) {
            super.updateItem(example, empty);
            setGraphic(empty || example == null ? null : both);
            setTooltip(empty || example == null ? null : tooltip);
            if (!empty && example != null) {
                activation.setText(Numbers.format(example.activation()));
                line.show(example.tokens().stream().map(Token::text).map(VisibleText::of).toList(),
                        example.activations(), example.place(), full);
                String where = "text " + example.text() + ", token " + example.token() + ": activation "
                        + Numbers.format(example.activation());
                tooltip.setText(where + "\n" + example.words());
                setAccessibleText(where + ", " + example.words());
            }
        }
    }
}
