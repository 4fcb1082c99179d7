package org.sextant.app.activations;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;

import org.sextant.app.activations.VectorDifference.Entry;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.runtime.session.InspectResult.Dimension;

/// The largest entries of a vector, or those that steering changes most. A click or Enter goes to an entry.
final class DimensionTable extends StackPane {
    private final CopyTable<Dimension> plain = new CopyTable<>("dimensions", "Largest dimensions",
            List.of(Column.count("dimension", 90, Dimension::index),
                    Column.number("value", 120, Dimension::value)));
    private final CopyTable<Entry> compared = new CopyTable<>("compared-dimensions", "Dimensions now and unsteered",
            List.of(Column.count("dimension", 90, Entry::index), Column.number("now", 90, Entry::now),
                    Column.number("unsteered", 90, Entry::unsteered),
                    Column.difference("difference", 90, Entry::difference, _ -> 0)));
    private final IntConsumer open;

    /// @param open goes to an entry
    DimensionTable(IntConsumer open) {
        this.open = open;
        follow(plain);
        follow(compared);
        getChildren().setAll(plain, compared);
    }

    void show(Inspection inspection) {
        boolean both = inspection.difference().isPresent();
        for (CopyTable<?> table : List.of(plain, compared)) {
            table.setVisible(table == compared == both);
            table.setManaged(table.isVisible());
        }
        showSides(compared, inspection);
        plain.show(inspection.result().topDimensions());
        inspection.difference().ifPresent(each -> compared.show(
                inspection.isDifference() ? each.topDimensions(InspectorViewModel.TOP) : each.largestNow()));
    }

    /// There is room for two sides beside the first column: now and unsteered, or unsteered and the difference. A copy has
    /// all three.
    static void showSides(CopyTable<?> table, Inspection inspection) {
        table.getColumns().get(1).setVisible(!inspection.isDifference());
        table.getColumns().getLast().setVisible(inspection.isDifference());
    }

    /// The table that is seen.
    CopyTable<?> shown() {
        return plain.isVisible() ? plain : compared;
    }

    private <T> void follow(CopyTable<T> table) {
        table.setRowFactory(ignored -> openingRow());
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            T chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                open(chosen);
                event.consume();
            }
        });
    }

    /// A row whose click goes to its dimension; the other button is for the table's menu.
    private <T> TableRow<T> openingRow() {
        var row = new TableRow<T>();
        row.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && !row.isEmpty()) {
                open(row.getItem());
            }
        });
        return row;
    }

    private void open(Object chosen) {
        open.accept(chosen instanceof Entry entry ? entry.index() : ((Dimension) chosen).index());
    }
}
