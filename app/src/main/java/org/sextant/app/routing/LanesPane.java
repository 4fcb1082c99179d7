package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// The way of one token: all routers as a map, the router of the selected layer as a table.
final class LanesPane extends SplitPane {
    private static final double MAP = 0.6;

    private final LanesViewModel model;
    private final ExpertMap map;
    private final Label title = new Label();
    private final CopyTable<LanesPicture.Row> table = new CopyTable<>("routing-router",
            "The router of the selected layer: its experts, the chosen first",
            List.of(Column.text("rank", 40, row -> row.rank().isPresent() ? "#" + row.rank().getAsInt() : "",
                    row -> row.rank().isPresent() ? Integer.toString(row.rank().getAsInt()) : ""),
                    Column.text("expert", 52, LanesPane::name, LanesPane::name),
                    number("logit", 76, LanesPicture.Row::logit),
                    new Column<>("probability", 86, true, row -> words(row.probability()),
                            row -> exact(row.probability()), row -> Float.isNaN(row.probability()) ? 0
                                    : row.probability(),
                            false),
                    number("weight", 62, row -> row.weight() == 0 ? Float.NaN : row.weight())));
    private boolean marking;

    /// @param enter goes to the inspector
    LanesPane(RoutingViewModel routing, Executor pixels, Runnable enter) {
        model = routing.lanes();
        map = new ExpertMap("routing-lanes", pixels, enter, model::select);
        ExpertMenu.on(map.pane(), routing.expert(), this::pointed);
        ExpertMenu.before(table, routing.expert(),
                () -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()).filter(row -> !row.isShared())
                        .flatMap(row -> model.layerProperty().get().stream()
                                .mapToObj(layer -> new ExpertAddress(layer, row.expert())).findFirst()));
        title.getStyleClass().add("list-title");
        title.setId("routing-router-title");
        title.setWrapText(true);
        table.setMinHeight(0);
        table.setPlaceholder(new Label(""));
        VBox.setVgrow(table, Priority.ALWAYS);
        var side = new VBox(title, table);
        side.getStyleClass().add("routing-side");
        side.setMinWidth(0);
        getItems().setAll(map.pane(), side);
        setDividerPositions(MAP);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !marking && !row.isShared()) {
                model.select(row.expert());
            }
        });
        model.lanesProperty().subscribe(lanes -> {
            map.show(lanes.map(LanesViewModel.Lanes::heatmap));
            showRouter();
        });
        model.layerProperty().subscribe(_ -> showRouter());
        model.marksProperty().subscribe(marks -> {
            map.mark(marks);
            markRow(marks.cell());
        });
    }

    ExpertMap map() {
        return map;
    }

    /// Zooms to the selected expert.
    void reveal() {
        map.pane().selectedCellProperty().get().ifPresent(map::zoomTo);
    }

    private static Column<LanesPicture.Row> number(String title, double width,
            Function<LanesPicture.Row, Float> value) {
        return new Column<>(title, width, true, row -> words(value.apply(row)), row -> exact(value.apply(row)), _ -> 0,
                false);
    }

    private static String words(float value) {
        return Float.isNaN(value) ? "" : Numbers.format(value);
    }

    private static String exact(float value) {
        return Float.isNaN(value) ? "" : Float.toString(value);
    }

    private static String name(LanesPicture.Row row) {
        return row.isShared() ? LanesPicture.SHARED : Integer.toString(row.expert());
    }

    private Optional<ExpertAddress> pointed() {
        Optional<Cell> cell = map.pane().hoveredCellProperty().get().or(map.pane().selectedCellProperty()::get);
        return cell.flatMap(here -> model.lanesProperty().get().map(LanesViewModel.Lanes::picture)
                .filter(lanes -> here.column() < lanes.picture().result().experts())
                .map(lanes -> new ExpertAddress(lanes.picture().result().layers().get(here.row()).layer(),
                        here.column())));
    }

    private void showRouter() {
        marking = true;
        table.getItems().setAll(model.rows());
        marking = false;
        title.setText(model.lanesProperty().get().map(lanes -> "Router of layer "
                + model.layerProperty().get().orElse(0) + " at token " + lanes.picture().token()).orElse(""));
        markRow(model.marksProperty().get().cell());
    }

    private void markRow(Optional<Cell> cell) {
        marking = true;
        table.getSelectionModel().clearSelection();
        cell.flatMap(here -> table.getItems().stream().filter(row -> row.expert() == here.column()).findFirst())
                .ifPresent(table.getSelectionModel()::select);
        marking = false;
    }
}
