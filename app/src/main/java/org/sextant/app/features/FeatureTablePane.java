package org.sextant.app.features;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.features.FeatureRow.Listing;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// The table of features. Its rows are made when they are looked at, so that it takes an SAE of any size.
final class FeatureTablePane extends VBox {
    private static final List<FeatureColumn> COLUMNS = List.of(FeatureColumn.values());

    private final FeaturesViewModel model;
    private final CopyTable<FeatureRow> table;
    private boolean following;

    /// @param tasks writes the text of large tables
    FeatureTablePane(FeaturesViewModel model, TaskExecutor tasks) {
        this.model = model;
        table = new CopyTable<>("features-table", "Features", COLUMNS.stream()
                .map(FeatureTablePane::column).toList());
        table.explain(COLUMNS.stream().map(FeatureColumn::description).toList());
        table.copyWith(text -> BackgroundTask.working("Copy", text::get).onSuccess(CopyTable::toClipboard)
                .startWith(tasks));
        table.sortWith(COLUMNS.indexOf(FeatureColumn.LARGEST), (place, rising) -> model.table().queryProperty()
                .set(model.table().queryProperty().get().by(COLUMNS.get(place), rising)));
        var nothing = new Label("No feature fits.");
        nothing.getStyleClass().add("muted");
        table.setPlaceholder(nothing);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !following) {
                model.prompt().select(row.feature());
            }
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.kindProperty().set(FeaturesViewModel.Kind.FEATURE);
                event.consume();
            }
        });
        offerUses();
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().setAll(table);
        setMinWidth(0);
        model.table().listingProperty().subscribe(this::show);
        model.prompt().featureProperty().subscribe(this::follow);
    }

    private static Column<FeatureRow> column(FeatureColumn column) {
        return switch (column) {
            case FEATURE -> Column.count(column.title(), column.width(), FeatureRow::feature);
            case LABEL -> Column.text(column.title(), column.width(), FeatureRow::label, FeatureRow::label);
            case TOKENS -> number(column, value -> Integer.toString(Math.round(value)));
            case LARGEST, HERE, SHARE, DENSITY, CORPUS_LARGEST -> number(column, Numbers::format);
        };
    }

    private static Column<FeatureRow> number(FeatureColumn column, Function<Float, String> format) {
        return new Column<>(column.title(), column.width(), true,
                row -> Float.isNaN(row.value(column)) ? "" : format.apply(row.value(column)),
                row -> Float.isNaN(row.value(column)) ? "" : Float.toString(row.value(column)), row -> 0, false);
    }

    private void offerUses() {
        var items = table.getContextMenu().getItems();
        items.add(new SeparatorMenuItem());
        for (FeatureUse use : FeatureUse.values()) {
            var item = new MenuItem("Steer: " + use.title().toLowerCase(Locale.ROOT));
            item.setId("table-" + use.name().toLowerCase(Locale.ROOT));
            item.setOnAction(_ -> model.use(use));
            items.add(item);
        }
        table.getContextMenu().setOnShowing(_ -> Arrays.stream(FeatureUse.values()).forEach(use -> items.stream()
                .filter(item -> ("table-" + use.name().toLowerCase(Locale.ROOT)).equals(item.getId()))
                .forEach(item -> item.setDisable(
                        model.feature().filter(each -> use.obstacle(each).isEmpty()).isEmpty()))));
    }

    /// Shows the rows from a place on.
    void scrollTo(int place) {
        table.scrollTo(place);
    }

    private void show(Listing listing) {
        following = true;
        for (FeatureColumn each : List.of(FeatureColumn.DENSITY, FeatureColumn.CORPUS_LARGEST)) {
            table.getColumns().get(COLUMNS.indexOf(each)).setVisible(listing.values().knows(each));
        }
        table.showLazily(listing.rows());
        following = false;
        follow(model.prompt().featureProperty().get());
    }

    private void follow(OptionalInt feature) {
        int place = feature.isPresent() ? model.table().listingProperty().get().placeOf(feature.getAsInt()) : -1;
        following = true;
        if (place < 0) {
            table.getSelectionModel().clearSelection();
        } else if (table.getSelectionModel().getSelectedIndex() != place) {
            table.getSelectionModel().clearAndSelect(place);
            table.scrollTo(Math.max(0, place - 3));
        }
        following = false;
    }
}
