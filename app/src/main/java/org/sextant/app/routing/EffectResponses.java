package org.sextant.app.routing;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.Segments;

/// The responses under the plan that is looked at, beside the unsteered ones.
final class EffectResponses {
    private final EffectViewModel model;
    private final CopyTable<EffectResponse> table = new CopyTable<>("effect-responses",
            "Responses under the selected plan beside the unsteered ones", List.of(
                    Column.text("request", 180, each -> each.steered().prompt(), each -> each.steered().prompt()),
                    Column.text("unsteered", 180, each -> each.unsteered().text(), each -> each.unsteered().text()),
                    Column.text("with the plan", 180, each -> each.steered().text(), each -> each.steered().text()),
                    Column.text("verdict", 132, EffectResponse::verdict, EffectResponse::verdict)));
    private final Label count = new Label();
    private final Node head;

    EffectResponses(EffectViewModel model) {
        this.model = model;
        table.setMinHeight(0);
        table.explain(List.of("What was asked", "The response of the unsteered model",
                "The response under the selected plan", "Whether the response begins with a phrase of a refusal"));
        head = headed();
        model.shownProperty().subscribe(_ -> show());
        model.armProperty().subscribe(_ -> show());
        model.listedProperty().subscribe(_ -> show());
        model.findProperty().subscribe(_ -> show());
    }

    /// What stands above the table.
    Node head() {
        return head;
    }

    CopyTable<EffectResponse> table() {
        return table;
    }

    private Node headed() {
        var segments = new Segments<>("effect-list-", EffectResponse.Shown.class, model.listedProperty(),
                EffectResponse.Shown::title, EffectResponse.Shown::description);
        var find = new TextField();
        find.setId("effect-find");
        find.setPromptText("find");
        find.setPrefColumnCount(8);
        find.setMinWidth(56);
        find.setAccessibleText("Find responses");
        find.setTooltip(new Tooltip("List only what holds these words, in the request or a response"));
        find.textProperty().bindBidirectional(model.findProperty());
        HBox.setHgrow(find, Priority.ALWAYS);
        count.setId("effect-count");
        count.setMinWidth(0);
        count.getStyleClass().addAll("muted", "tabular");
        var head = new HBox(segments, find, count);
        head.getStyleClass().add("list-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void show() {
        List<EffectResponse> found = model.responses();
        table.showLazily(found);
        count.setText(Integer.toString(found.size()));
    }
}
