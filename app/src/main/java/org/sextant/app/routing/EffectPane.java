package org.sextant.app.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.IntervalPane;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Segments;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;

/// What plans do: what is tried at the left; a plan a row, the chosen measure as a picture, and the responses.
final class EffectPane extends SplitPane {
    private static final double FORM = 0.31;
    private static final double TABLE = 0.44;

    /// What is seen below the table.
    private enum Below {
        PICTURE("Picture", "One measure of every plan, with its interval"), RESPONSES("Responses",
                "What is answered under the selected plan, beside the unsteered model");

        private final String title;
        private final String description;

        Below(String title, String description) {
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

    private final EffectViewModel model;
    private final ObjectProperty<Below> below = new SimpleObjectProperty<>(this, "below", Below.PICTURE);
    private final IntervalPane chart;

    EffectPane(EffectViewModel model, Executor pixels, OpenDialog files) {
        this.model = model;
        chart = new IntervalPane("effect-chart", pixels, model.armProperty()::set);
        var body = new SplitPane(plans(), lower());
        body.setOrientation(Orientation.VERTICAL);
        body.setDividerPositions(TABLE);
        var state = new StatePane(body);
        StateShower.follow(model.stateProperty(), state, model::run);
        var answer = new StackPane(state);
        answer.setMinWidth(0);
        getItems().setAll(new EffectForm(model, files), answer);
        setDividerPositions(FORM);
        SplitPane.setResizableWithParent(getItems().getFirst(), false);
        model.shownProperty().subscribe(_ -> draw());
        model.measureProperty().subscribe(_ -> draw());
        model.armProperty().subscribe(_ -> mark());
    }

    /// Where the window is low.
    static ScrollPane scrolling(Region content) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setFitToHeight(true);
        pane.setMinSize(180, 0);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return pane;
    }

    private Node plans() {
        var title = new Label("Plans");
        title.getStyleClass().add("list-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var put = new Button("Put on the board");
        put.setId("effect-put");
        put.setMinWidth(Region.USE_PREF_SIZE);
        put.setTooltip(
                new Tooltip("Put the selected plan on the board: experts under one slider beside what is there"));
        put.setOnAction(_ -> model.putOnBoard());
        put.disableProperty().bind(Bindings.createBooleanBinding(
                () -> model.shownProperty().get().isEmpty() || model.armProperty().get() == 0, model.shownProperty(),
                model.armProperty()));
        return side(head(title, space, put), new EffectTable(model).table());
    }

    private Node lower() {
        var responses = new EffectResponses(model);
        var segments = new Segments<>("effect-show-", Below.class, below, Below::title, Below::description);
        var picture = scrolling(chart);
        HBox measured = head(measure());
        var heads = new StackPane(measured, responses.head());
        heads.setMinWidth(0);
        HBox.setHgrow(heads, Priority.ALWAYS);
        var contents = new StackPane(picture, responses.table());
        contents.setMinHeight(0);
        Map<Below, List<Node>> parts = Map.of(Below.PICTURE, List.of(measured, picture), Below.RESPONSES,
                List.of(responses.head(), responses.table()));
        below.subscribe(now -> parts.forEach((each, nodes) -> nodes.forEach(node -> node.setVisible(each == now))));
        return side(head(segments, heads), contents);
    }

    private static VBox side(Node head, Node content) {
        VBox.setVgrow(content, Priority.ALWAYS);
        var side = new VBox(head, content);
        side.getStyleClass().add("routing-side");
        side.setMinHeight(0);
        return side;
    }

    private static HBox head(Node... nodes) {
        var head = new HBox(nodes);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node measure() {
        var box = new PickBox<EffectMeasure>("effect-measure", "Which measure the picture shows", EffectMeasure::title,
                EffectMeasure::axis, model.measureProperty()::set);
        Runnable offer = () -> box.offer(model.shownProperty().get().map(now -> now.picture().measures())
                .orElse(List.of(EffectMeasure.values())), model.measureProperty().get());
        model.measureProperty().subscribe(offer);
        model.shownProperty().subscribe(offer);
        return box;
    }

    private void draw() {
        Optional<EffectPicture> picture = model.shownProperty().get().map(EffectViewModel.Tried::picture)
                .filter(known -> known.measures().contains(model.measureProperty().get()));
        picture.ifPresentOrElse(known -> chart.show(known.figure(model.measureProperty().get())), chart::clear);
        mark();
    }

    private void mark() {
        chart.selectedProperty().set(model.shownProperty().get().isPresent()
                ? OptionalInt.of(model.armProperty().get())
                : OptionalInt.empty());
    }
}
