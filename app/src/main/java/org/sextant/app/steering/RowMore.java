package org.sextant.app.steering;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

import atlantafx.base.controls.Popover;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;

/// What is set once and rarely changed of a row: what is done, at which layers and positions.
final class RowMore extends GridPane {
    private final RowViewModel row;
    private final PickBox<Operation> operation;
    private final PickBox<Integer> from;
    private final PickBox<Integer> to;
    private final PickBox<Positions> positions;
    private final PickBox<ExpertGain.Mode> mode;

    private RowMore(RowViewModel row) {
        this.row = row;
        getStyleClass().add("row-more");
        operation = new PickBox<>("row-operation", "What is done", RowText::operation, RowText::meaning,
                row::operation);
        from = new PickBox<>("row-from", "First layer", String::valueOf, _ -> "",
                first -> row.layers(first, Math.max(first, last())));
        to = new PickBox<>("row-to", "Last layer", String::valueOf, _ -> "",
                last -> row.layers(Math.min(first(), last), last));
        positions = new PickBox<>("row-positions", "Which tokens", RowText::positions, RowText::meaning,
                row::positions);
        mode = new PickBox<>("row-mode", "What becomes of a token", RowText::mode, RowText::meaning,
                row::mode);
        RowEdits shown = row.rowProperty().get();
        if (!shown.operations().isEmpty()) {
            line("Does", operation);
        }
        if (!shown.layers().isEmpty()) {
            line("Layers", new HBox(4, from, new Label("to"), to));
        }
        if (shown.positions().isPresent()) {
            line("Tokens", positions);
        }
        if (shown.mode().isPresent()) {
            line("Expert", mode);
        }
    }

    /// Shows it beside a node until it is closed.
    static void show(RowViewModel row, Node beside) {
        var content = new RowMore(row);
        Popover popover = Popovers.of(content, Popover.ArrowLocation.BOTTOM_CENTER);
        Subscription following = row.rowProperty().subscribe(content::show);
        popover.setOnHidden(_ -> following.unsubscribe());
        popover.show(beside);
    }

    private void line(String title, Node node) {
        var label = new Label(title);
        label.getStyleClass().add("muted");
        addRow(getRowCount(), label, node);
    }

    private void show(RowEdits now) {
        now.operation().ifPresent(chosen -> operation.offer(now.operations(), chosen));
        operation.setDisable(now.operations().size() < 2);
        List<Integer> layers = now.layers();
        if (!layers.isEmpty()) {
            from.offer(layers, first());
            to.offer(layers, last());
            from.setDisable(layers.size() < 2);
            to.setDisable(layers.size() < 2);
        }
        now.positions().ifPresent(chosen -> positions.offer(
                Stream.concat(Stream.of(Positions.ALL, Positions.PROMPT, Positions.GENERATED, Positions.LAST),
                        Stream.of(chosen)).distinct().toList(),
                chosen));
        now.mode().ifPresent(chosen -> mode.offer(List.of(ExpertGain.Mode.values()), chosen));
    }

    private int first() {
        RowEdits now = row.rowProperty().get();
        return (now.activeLayers().isEmpty() ? now.layers() : now.activeLayers()).getFirst();
    }

    private int last() {
        RowEdits now = row.rowProperty().get();
        return (now.activeLayers().isEmpty() ? now.layers() : now.activeLayers()).getLast();
    }
}
