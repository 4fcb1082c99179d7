package org.sextant.app.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Mark;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.Segments;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// Two classes of prompts held against each other: lists, map, ranking, and the class of every prompt.
final class ResonancePane extends SplitPane {
    private static final double FORM = 0.27;
    private static final double MAP = 0.5;

    /// What is listed below the map.
    private enum Listing {
        EXPERTS("Ranking", "The experts in the order of resonance"), PROMPTS("Prompts",
                "Every prompt with its response and its class");

        private final String title;
        private final String description;

        Listing(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    private final ObjectProperty<Listing> listing = new SimpleObjectProperty<>(this, "listing", Listing.EXPERTS);
    private final RoutingViewModel routing;
    private final ResonanceViewModel model;
    private final ExpertMap map;
    private final Ranking ranking;
    private final Label caution = new Label();

    /// @param enter goes to the inspector
    ResonancePane(RoutingViewModel routing, Executor pixels, OpenDialog files, Runnable enter) {
        this.routing = routing;
        this.model = routing.resonance();
        map = new ExpertMap("resonance-map", pixels, enter, this::select);
        ranking = new Ranking(routing);
        ExpertMenu.on(map.pane(), routing.expert(), () -> map.pane().hoveredCellProperty().get()
                .or(map.pane().selectedCellProperty()::get).flatMap(this::address));
        caution.setId("resonance-caution");
        caution.getStyleClass().add("muted");
        caution.managedProperty().bind(caution.visibleProperty());
        VBox.setVgrow(map.pane(), Priority.ALWAYS);
        var upper = new VBox(map.pane(), caution);
        upper.setMinHeight(0);
        getItems().setAll(scrolling(new ResonanceForm(model, files)), answer(upper));
        setDividerPositions(FORM);
        SplitPane.setResizableWithParent(getItems().getFirst(), false);
        model.shownProperty().subscribe(now -> {
            map.show(now.map(shown -> shown.picture().heatmap(shown.order())));
            caution.setText(model.caution());
            caution.setVisible(!caution.getText().isEmpty());
            mark();
        });
        routing.context().workspace().selectionProperty().subscribe(_ -> mark());
        model.topProperty().subscribe(_ -> mark());
    }

    /// The lists stay where a class is empty, since there a prompt can be given it.
    private Node answer(Node picture) {
        var state = new StatePane(picture);
        StateShower.follow(model.stateProperty(), state, model::compareLists);
        Node lists = lists();
        var answer = new SplitPane();
        answer.setOrientation(Orientation.VERTICAL);
        answer.setMinWidth(0);
        model.promptsProperty().map(List::isEmpty).subscribe(none -> {
            answer.getItems().setAll(none ? List.of(state) : List.of(state, lists));
            answer.setDividerPositions(MAP);
        });
        return answer;
    }

    /// Where the window is low.
    private static ScrollPane scrolling(Region form) {
        var pane = new ScrollPane(form);
        pane.setFitToWidth(true);
        pane.setFitToHeight(true);
        pane.setMinSize(180, 0);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return pane;
    }

    /// Experts or prompts, one of them seen.
    private Node lists() {
        var prompts = new PromptClasses(model);
        var segments = new Segments<>("resonance-list-", Listing.class, listing, Listing::title, Listing::description);
        var heads = new StackPane(ranking.head(), prompts.head());
        heads.setMinWidth(0);
        HBox.setHgrow(heads, Priority.ALWAYS);
        var row = new HBox(segments, heads);
        row.getStyleClass().add("list-head");
        row.setAlignment(Pos.CENTER_LEFT);
        var tables = new StackPane(ranking.table(), prompts.table());
        tables.setMinHeight(0);
        VBox.setVgrow(tables, Priority.ALWAYS);
        Map<Listing, List<Node>> parts = Map.of(Listing.EXPERTS, List.of(ranking.head(), ranking.table()),
                Listing.PROMPTS, List.of(prompts.head(), prompts.table()));
        listing.subscribe(now -> parts.forEach((each, nodes) -> nodes.forEach(node -> node.setVisible(each == now))));
        var lists = new VBox(row, tables);
        lists.getStyleClass().add("routing-side");
        lists.setMinHeight(0);
        return lists;
    }

    ExpertMap map() {
        return map;
    }

    private Optional<ExpertAddress> address(Cell cell) {
        return model.shownProperty().get()
                .map(shown -> new ExpertAddress(shown.picture().layers().get(cell.row()), cell.column()));
    }

    private void select(Cell cell, boolean passing) {
        address(cell).ifPresent(expert -> routing.trace().select(expert, passing));
    }

    private void mark() {
        Optional<Resonated> shown = model.shownProperty().get();
        Optional<Cell> cell = shown.flatMap(now -> routing.trace().expert()
                .flatMap(expert -> cell(now, expert)));
        List<Cell> top = shown.map(now -> model.topExperts().stream().flatMap(expert -> cell(now, expert).stream())
                .toList()).orElse(List.of());
        map.mark(new Marks(new Mark(OptionalInt.empty(), OptionalInt.empty()), cell, top));
    }

    private static Optional<Cell> cell(Resonated shown, ExpertAddress expert) {
        int row = shown.picture().layers().indexOf(expert.layer());
        return row < 0 ? Optional.empty() : Optional.of(new Cell(row, expert.expert()));
    }

    /// Zooms to the selected expert.
    void reveal() {
        map.pane().selectedCellProperty().get().ifPresent(map::zoomTo);
    }
}
