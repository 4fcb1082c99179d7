package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.runtime.attribution.PatchCell;

/// The selected node: what each method says of it that was asked, and patching it.
final class AttributionInspector extends VBox {
    private final AttributionViewModel model;
    private final Label title = new Label();
    private final Label hint = new Label();
    private final CopyTable<MethodScore> scores = new CopyTable<>("attribution-scores", "Scores of the selected node",
            List.of(Column.text("method", 120, MethodScore::method, MethodScore::method),
                    Column.number("score", 72, row -> (float) row.score()),
                    new Column<>("share", 72, true, row -> row.share().map(Numbers::format).orElse("–"),
                            row -> row.share().map(String::valueOf).orElse(""), _ -> 0, false)));
    private final Button patch = new Button("Patch this node");

    AttributionInspector(AttributionViewModel model) {
        this.model = model;
        setId("attribution-inspector");
        getStyleClass().add("attribution-inspector");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        title.getStyleClass().add("list-title");
        hint.setWrapText(true);
        hint.setMinHeight(USE_PREF_SIZE);
        hint.getStyleClass().add("muted");
        patch.setId("attribution-patch");
        patch.setTooltip(new Tooltip("Exchange this node alone and see what it really does"));
        patch.setOnAction(_ -> model.selection().selectedProperty().get().ifPresent(model.check()::patch));
        getChildren().setAll(title, hint, scores, patch);
        model.shownProperty().subscribe(_ -> update());
        model.selection().selectedProperty().subscribe(_ -> update());
        model.check().checkProperty().subscribe(_ -> update());
        model.compared().secondProperty().subscribe(_ -> update());
    }

    /// Goes to what can be done with the node.
    void enter() {
        patch.requestFocus();
    }

    private void update() {
        Optional<Attributed> shown = model.shownProperty().get();
        Optional<PatchCell> cell = model.selection().selectedProperty().get().filter(_ -> shown.isPresent());
        title.setText(cell.map(node -> (shown.get().ofTokens() ? "tokens" : shown.get().nodes().label()) + " · "
                + shown.get().words(node)).orElse("No node is selected"));
        hint.setText(cell.isPresent()
                ? "Scores in " + shown.map(now -> MethodWords.unit(now.result().metric())).orElse("")
                        + "; share: of the whole effect, clean − corrupt."
                : "Click a cell to see its score under each method, and to patch it.");
        List<MethodScore> rows = cell.map(model::scores).orElse(List.of());
        scores.show(rows);
        scores.setVisible(cell.isPresent());
        boolean canPatch = shown.filter(now -> !now.ofTokens()).isPresent()
                && cell.filter(node -> model.check().truth(node).isEmpty()).isPresent()
                && !shown.get().request().settings().method().runsEveryNode();
        patch.setVisible(cell.isPresent());
        patch.setDisable(!canPatch);
    }
}
