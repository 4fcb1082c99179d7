package org.sextant.app.view;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.Numbers;

/// A table which copies itself as TSV with Ctrl+C or its menu: with the exact values of what it shows rounded.
///
/// @param <T> what a row shows
public final class CopyTable<T> extends TableView<T> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double ROW = 24;
    /// As the style sheet sets it.
    private static final double HEADER = 26;

    private final List<Column<T>> shown;
    private boolean ordered;
    private Consumer<Supplier<String>> copier = text -> toClipboard(text.get());

    /// A column.
    ///
    /// @param title its header
    /// @param width in pixels
    /// @param number whether it is aligned as numbers are
    /// @param text of a row in the table
    /// @param exact of a row when copied
    /// @param share length of a bar behind the text, between 0 and 1; of a signed one between −1 and 1
    /// @param signed whether the bar goes to both sides of the middle, in the colours of a signed scale
    public record Column<T>(
            String title,
            double width,
            boolean number,
            Function<T, String> text,
            Function<T, String> exact,
            ToDoubleFunction<T> share,
            boolean signed) {
        public static <T> Column<T> text(String title, double width, Function<T, String> text,
                Function<T, String> exact) {
            return new Column<>(title, width, false, text, exact, row -> 0, false);
        }

        public static <T> Column<T> count(String title, double width, ToIntFunction<T> count) {
            Function<T, String> text = row -> Integer.toString(count.applyAsInt(row));
            return new Column<>(title, width, true, text, text, row -> 0, false);
        }

        public static <T> Column<T> number(String title, double width, Function<T, Float> value) {
            return new Column<>(title, width, true, row -> Numbers.format(value.apply(row)),
                    row -> Float.toString(value.apply(row)), row -> 0, false);
        }

        /// A number between 0 and 1 with a bar behind it.
        public static <T> Column<T> share(String title, double width, Function<T, Float> value) {
            return new Column<>(title, width, true, row -> Numbers.format(value.apply(row)),
                    row -> Float.toString(value.apply(row)), value::apply, false);
        }

        /// A difference with its sign, and a bar below it.
        ///
        /// @param share of the longest bar, between −1 and 1
        public static <T> Column<T> difference(String title, double width, Function<T, Float> value,
                ToDoubleFunction<T> share) {
            return new Column<>(title, width, true,
                    row -> (value.apply(row) > 0 ? "+" : "") + Numbers.format(value.apply(row)),
                    row -> Float.toString(value.apply(row)), share, true);
        }
    }

    /// @param name id of the node
    /// @param purpose what it lists, for the screen reader
    public CopyTable(String name, String purpose, List<Column<T>> columns) {
        this.shown = List.copyOf(columns);
        setId(name);
        setAccessibleText(purpose);
        getStyleClass().addAll("copy-table", "dense");
        setFixedCellSize(ROW);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        columns.forEach(column -> getColumns().add(column(column)));
        if (columns.stream().anyMatch(column -> !column.number())) {
            keepNumbersWhole();
        }
        var copy = new MenuItem("Copy as TSV");
        copy.setOnAction(event -> copy());
        setContextMenu(new ContextMenu(copy));
        setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            }
        });
    }

    /// Beside texts, which can be cut, numbers take the room that they need and no more.
    private void keepNumbersWhole() {
        for (int index = 0; index < shown.size(); index++) {
            Column<T> column = shown.get(index);
            if (column.number()) {
                getColumns().get(index).setMinWidth(column.width());
                getColumns().get(index).setMaxWidth(column.width());
            }
        }
    }

    /// Shows rows that are made when they are looked at, however many; the table scrolls.
    public void showLazily(List<T> rows) {
        // Other items forget the order that the headers show; who made these rows has kept to it.
        List<TableColumn<T, ?>> order = List.copyOf(getSortOrder());
        ordered = true;
        setItems(FXCollections.observableList(rows));
        getSortOrder().setAll(order);
        ordered = false;
    }

    /// Lets a click on a header sort. The rows are ordered by who hears of it.
    ///
    /// @param first column that is sorted by, from the largest down, before a header is clicked
    /// @param sorted hears the column by its place, and whether it rises; without a column the first counts again
    public void sortWith(int first, BiConsumer<Integer, Boolean> sorted) {
        getColumns().forEach(column -> column.setSortable(true));
        setSortPolicy(table -> {
            if (!ordered && getSortOrder().isEmpty()) {
                sorted.accept(first, false);
            } else if (!ordered) {
                TableColumn<T, ?> column = getSortOrder().getFirst();
                sorted.accept(getColumns().indexOf(column), column.getSortType() == TableColumn.SortType.ASCENDING);
            }
            return true;
        });
        getColumns().get(first).setSortType(TableColumn.SortType.DESCENDING);
        getSortOrder().add(getColumns().get(first));
    }

    /// Gives every column its own width and scrolls sideways, where there may be many columns.
    public void keepWidths() {
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        for (int index = 0; index < shown.size(); index++) {
            getColumns().get(index).setMinWidth(shown.get(index).width());
            getColumns().get(index).setMaxWidth(Double.MAX_VALUE);
        }
    }

    /// Says in each header what its column is, when it is pointed at.
    ///
    /// @param meanings one a column
    public void explain(List<String> meanings) {
        for (int index = 0; index < meanings.size(); index++) {
            var title = new Label(shown.get(index).title());
            title.setTooltip(new Tooltip(meanings.get(index)));
            getColumns().get(index).setText("");
            getColumns().get(index).setGraphic(title);
        }
    }

    /// Lets texts that take long to write be written elsewhere.
    ///
    /// @param elsewhere takes what writes the table as text, and gives the text to [#toClipboard]
    public void copyWith(Consumer<Supplier<String>> elsewhere) {
        copier = elsewhere;
    }

    /// Shows rows and is as tall as they are.
    public void show(List<T> rows) {
        getItems().setAll(rows);
        double height = HEADER + ROW * rows.size() + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    /// Header and rows as TSV.
    public String tsv() {
        return tsv(List.copyOf(getItems()));
    }

    private String tsv(List<T> rows) {
        String header = shown.stream().map(Column::title).collect(Collectors.joining("\t", "", "\n"));
        return rows.stream().map(row -> shown.stream().map(column -> TsvText.cell(column.exact().apply(row)))
                .collect(Collectors.joining("\t", "", "\n"))).collect(Collectors.joining("", header, ""));
    }

    /// Puts the whole table on the clipboard.
    public void copy() {
        List<T> rows = getItems();
        copier.accept(() -> tsv(rows));
    }

    /// Puts a text on the clipboard.
    public static void toClipboard(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private TableColumn<T, T> column(Column<T> column) {
        var made = new TableColumn<T, T>(column.title());
        made.setPrefWidth(column.width());
        made.setMinWidth(Math.min(column.width(), 40));
        made.setSortable(false);
        made.setReorderable(false);
        made.setCellValueFactory(row -> new SimpleObjectProperty<>(row.getValue()));
        made.setCellFactory(ignored -> new TableCell<>() {
            @Override
            protected void updateItem(T row, boolean empty) {
                super.updateItem(row, empty);
                setAlignment(column.number() ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
                setText(empty ? null : column.text().apply(row));
                double share = empty ? 0 : column.share().applyAsDouble(row);
                setStyle(column.signed() ? signedBar(share) : share > 0 ? bar(share) : null);
            }
        });
        made.getStyleClass().add(column.number() ? "number-column" : "text-column");
        return made;
    }

    /// A thin bar from the middle, blue to the right for more, red to the left for less.
    private static @Nullable String signedBar(double share) {
        double clamped = Math.clamp(share, -1, 1);
        String end = String.format(Locale.ROOT, "%.1f%%", 50 + 50 * clamped);
        String colour = share > 0 ? "-sx-positive" : "-sx-negative";
        String from = share > 0 ? "50%" : end;
        String to = share > 0 ? end : "50%";
        return share == 0
                ? null
                : "-fx-text-fill: " + colour + "; -fx-background-insets: 16 0 1 0; -fx-background-color: "
                        + "linear-gradient(to right, transparent " + from + ", " + colour + " " + from + ", " + colour
                        + " " + to + ", transparent " + to + ");";
    }

    private static String bar(double share) {
        String end = String.format(Locale.ROOT, "%.1f%%", 100 * Math.min(share, 1));
        return "-fx-background-color: linear-gradient(to right, -table-bar " + end + ", transparent " + end
                + ");";
    }
}
