package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.view.Command;
import org.sextant.app.view.ExportMenu;
import org.sextant.app.view.Segments;

/// The rows above the pictures: which picture, what it asks for, and ways out; below that what is worth knowing.
final class CompareControls extends VBox {
    /// From this width on, all controls have room in one row, whichever picture is shown.
    private static final double ONE_ROW = 1330;
    /// The same while tokens are shown, which ask for little.
    private static final double ONE_ROW_OF_TOKENS = 680;

    private final Node kinds;
    private final Node choices;
    private final List<Node> actions;
    private final HBox first = new HBox();
    private final HBox second = new HBox();

    CompareControls(CompareViewModel model, Node choices, List<Command> commands) {
        this.kinds = new Segments<>("compare-show-", PairKind.class, model.kindProperty(), PairKind::title,
                PairKind::description);
        this.choices = choices;
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        this.actions = List.of(space, ExportMenu.of(commands));
        getStyleClass().add("control-rows");
        setMinWidth(0);
        for (HBox row : List.of(first, second)) {
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.getStyleClass().add("view-controls");
        }
        Bindings.createBooleanBinding(() -> getWidth() >= (model.kindProperty().get() == PairKind.PROMPT
                ? ONE_ROW_OF_TOKENS
                : ONE_ROW), widthProperty(), model.kindProperty()).subscribe(this::arrange);
    }

    /// In a narrow window the pictures' own choices get a row of their own.
    private void arrange(boolean wide) {
        List<Node> top = new ArrayList<>(List.of(kinds));
        if (wide) {
            top.add(choices);
        }
        top.addAll(actions);
        second.getChildren().clear();
        first.getChildren().setAll(top);
        if (!wide) {
            second.getChildren().setAll(choices);
        }
        getChildren().setAll(wide ? List.of(first) : List.of(first, second));
    }
}
