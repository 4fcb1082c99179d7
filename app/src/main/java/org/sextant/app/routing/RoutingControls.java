package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.routing.RoutingViewModel.Kind;
import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Segments;
import org.sextant.runtime.routing.Resonance.Order;

/// The row above the pictures: which picture, what it shows, the search for an expert, playing through the tokens.
final class RoutingControls extends VBox {
    /// From this width on, all controls have room in one row.
    private static final double ONE_ROW = 860;

    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final RoutingViewModel model;
    private final TextField search = new TextField();
    private final Node kinds;
    private final List<Node> choices;
    private final Node export;
    private final HBox first = new HBox();
    private final HBox second = new HBox();
    private Runnable found = () -> {};

    /// @param scales of the pictures
    RoutingControls(RoutingViewModel model, Map<Kind, Node> scales, List<Command> commands) {
        this.model = model;
        kinds = new Segments<>("routing-show-", Kind.class, model.kindProperty(), Kind::title, Kind::description);
        List<Node> all = new ArrayList<>(List.of(only(measure(), kind -> kind == Kind.EXPERTS),
                only(order(), kind -> kind == Kind.RESONANCE), only(search(), kind -> kind != Kind.EFFECT),
                play()));
        scales.forEach((kind, scale) -> all.add(only(scale, shown -> shown == kind)));
        choices = List.copyOf(all);
        model.context().workspace().modelProperty()
                .subscribe(_ -> choices.forEach(each -> each.setDisable(model.trace().experts().isEmpty())));
        export = ExportMenu.of(commands);
        getStyleClass().add("control-rows");
        setMinWidth(0);
        for (HBox row : List.of(first, second)) {
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.getStyleClass().add("view-controls");
        }
        only(second, kind -> kind != Kind.EFFECT);
        widthProperty().map(width -> width.doubleValue() >= ONE_ROW).subscribe(this::arrange);
    }

    /// In a narrow window the pictures' own choices get a row of their own.
    private void arrange(boolean wide) {
        second.getChildren().clear();
        List<Node> top = new ArrayList<>(List.of(kinds));
        if (wide) {
            top.addAll(choices);
        }
        top.addAll(List.of(space(), export));
        first.getChildren().setAll(top);
        if (!wide) {
            second.getChildren().setAll(choices);
        }
        getChildren().setAll(wide ? List.of(first) : List.of(first, second));
    }

    private static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private Node only(Node node, Predicate<Kind> shown) {
        node.visibleProperty().bind(model.kindProperty().map(shown::test));
        node.managedProperty().bind(node.visibleProperty());
        return node;
    }

    private Node measure() {
        var box = new PickBox<RoutingMeasure>("routing-measure", "What the map shows", RoutingMeasure::title,
                each -> each.byToken() ? "layer × token" : "layer × expert", model.trace().measureProperty()::set);
        model.trace().measureProperty().subscribe(now -> box.offer(Arrays.asList(RoutingMeasure.values()), now));
        return box;
    }

    private Node order() {
        var box = new PickBox<Order>("resonance-order", "By what experts are put in order", each -> switch (each) {
            case DELTA -> "by Δ";
            case Z -> "by z";
            case RATIO -> "by ratio";
        }, ResonancePicture::valueLabel, model.resonance().orderProperty()::set);
        model.resonance().orderProperty().subscribe(now -> box.offer(Arrays.asList(Order.values()), now));
        return box;
    }

    private Node search() {
        search.setId("routing-search");
        search.setPromptText("L3 E7");
        search.setPrefColumnCount(7);
        search.setMinWidth(72);
        search.setAccessibleText("Go to an expert");
        var tip = new Tooltip("Go to an expert: L3 E7 or 3.7, then Enter  (Ctrl+F)");
        search.setTooltip(tip);
        search.setOnAction(_ -> {
            Optional<String> problem = model.jump(search.getText());
            search.pseudoClassStateChanged(INVALID, problem.isPresent());
            tip.setText(problem.orElse("Go to an expert: L3 E7 or 3.7, then Enter  (Ctrl+F)"));
            search.setAccessibleHelp(problem.orElse(""));
            if (problem.isEmpty()) {
                found.run();
            }
        });
        return search;
    }

    /// @param then done after an expert was found
    void whenFound(Runnable then) {
        found = then;
    }

    /// Goes to the search.
    void find() {
        search.requestFocus();
        search.selectAll();
    }

    private Node play() {
        var button = new Button();
        button.setId("routing-play");
        button.getStyleClass().add("button-icon");
        model.play().playingProperty().subscribe(playing -> {
            button.setGraphic(new FontIcon(playing ? Feather.PAUSE : Feather.PLAY));
            button.setAccessibleText(playing ? "Pause" : "Play through the tokens");
        });
        button.setTooltip(new Tooltip("Play through the tokens, or pause  (Space in the picture)"));
        button.setOnAction(_ -> model.play().toggle());
        return only(button, Kind::isOfPrompt);
    }
}
