package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;

/// The experts in the order of resonance, and switching the first of them off or on.
final class Ranking {
    private static final int MOST_TOP = 200;

    private final RoutingViewModel routing;
    private final ResonanceViewModel model;
    private final CopyTable<RankedExpert> table;
    private final Node head;
    private boolean marking;
    private double most = 1;

    Ranking(RoutingViewModel routing) {
        this.routing = routing;
        this.model = routing.resonance();
        table = new CopyTable<>("resonance-ranking", "Experts, the most resonant first", List.of(
                Column.count("#", 44, RankedExpert::rank),
                Column.text("expert", 84, each -> each.address().words(), each -> each.address().words()),
                Column.difference("Δ", 76, RankedExpert::delta, each -> each.delta() / most),
                Column.number("z", 64, RankedExpert::z),
                Column.number("ratio", 68, RankedExpert::ratio),
                Column.share("stable", 64, RankedExpert::share),
                Column.text("95 % of Δ", 132, Ranking::interval, Ranking::interval)));
        table.explain(List.of("Place in the order", "Layer and expert", "Mean load in the target − mean in the rest",
                "Δ in units of its standard error", "(target − rest) ÷ (target + rest)",
                "Share of " + Resonated.RESAMPLES + " resamples of the prompts in which it is among the "
                        + Resonated.TOP + " most resonant",
                "Where Δ lies in 95 of 100 resamples of the prompts"));
        table.setMinHeight(0);
        table.copyWith(text -> CopyTable.toClipboard(text.get()));
        head = headed();
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !marking) {
                routing.trace().select(row.address(), false);
            }
        });
        ExpertMenu.before(table, routing.expert(), () -> Optional
                .ofNullable(table.getSelectionModel().getSelectedItem()).map(RankedExpert::address));
        model.shownProperty().subscribe(_ -> show());
        model.findProperty().subscribe(_ -> show());
        routing.context().workspace().selectionProperty().subscribe(_ -> mark());
    }

    /// What stands above the table.
    Node head() {
        return head;
    }

    CopyTable<RankedExpert> table() {
        return table;
    }

    private static String interval(RankedExpert each) {
        return Numbers.format(each.low()) + " … " + Numbers.format(each.high());
    }

    private Node headed() {
        var find = new TextField();
        find.setId("resonance-find");
        find.setPromptText("L3, E7, 3.7");
        find.setPrefColumnCount(7);
        find.setMinWidth(48);
        find.setAccessibleText("Find experts in the ranking");
        find.setTooltip(new Tooltip("Find experts: L3, E7, L3 E7 or 3.7"));
        find.textProperty().bindBidirectional(model.findProperty());
        HBox.setHgrow(find, Priority.ALWAYS);
        var top = new Spinner<Integer>(1, MOST_TOP, model.topProperty().get());
        top.setId("resonance-top");
        top.setEditable(true);
        top.setPrefWidth(64);
        top.setMinWidth(56);
        top.setAccessibleText("How many experts are changed at once");
        top.setTooltip(new Tooltip("How many of the most resonant experts are switched off or on at once"));
        top.valueProperty().subscribe(now -> {
            if (now != null) {
                model.topProperty().set(now);
            }
        });
        top.focusedProperty().subscribe((before, focused) -> {
            if (!focused) {
                top.commitValue();
            }
        });
        var head = new HBox(find, new Label("top"), top,
                action("resonance-top-off", "Off", "Switch the most resonant experts off, under one slider",
                        routing.arms()::topOff),
                action("resonance-top-on", "On",
                        "Force on: give every token the most resonant experts, in each layer as"
                                + " many as a token gets, under one slider",
                        routing.arms()::topOn),
                action("resonance-chance-off", "Random", "Switch as many off, by chance, in the same layers: the"
                        + " control", routing.arms()::randomOff));
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Button action(String id, String title, String meaning, Runnable action) {
        var button = new Button(title);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(meaning));
        button.setOnAction(_ -> action.run());
        button.disableProperty().bind(model.shownProperty().map(Optional::isEmpty));
        return button;
    }

    private void show() {
        List<RankedExpert> found = model.found();
        most = model.shownProperty().get().map(Resonated::most).orElse(1.0);
        marking = true;
        table.showLazily(found);
        marking = false;
        mark();
    }

    private void mark() {
        marking = true;
        table.getSelectionModel().clearSelection();
        routing.trace().expert().flatMap(expert -> table.getItems().stream()
                .filter(each -> each.address().equals(expert)).findFirst())
                .ifPresent(table.getSelectionModel()::select);
        marking = false;
    }
}
