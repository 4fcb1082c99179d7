package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import org.sextant.app.view.Segments;

/// The list of what a page may hold, and its format.
final class ReportForm extends VBox {
    private static final double WIDTH = 420;
    private static final double MOST_HEIGHT = 360;

    private final List<CheckBox> boxes = new ArrayList<>();

    ReportForm(ReportViewModel choice) {
        getStyleClass().add("report-form");
        setPrefWidth(WIDTH);
        var list = new VBox();
        list.getStyleClass().add("report-list");
        choice.lines().forEach(line -> boxes.add(box(line)));
        list.getChildren().addAll(boxes);
        var scroll = new ScrollPane(list);
        scroll.setId("report-figures");
        scroll.setAccessibleText("Figures of the page");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(MOST_HEIGHT);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("edge-to-edge");
        var format = new Segments<>("report-format-", ReportViewModel.Format.class, choice.formatProperty(),
                ReportViewModel.Format::name, ReportViewModel.Format::description);
        var formatName = new Label("Format");
        formatName.setLabelFor(format);
        getChildren().addAll(row(new Label("On the page, from top to bottom:"), new Spacer(),
                all(choice, true, "All", "report-all", "Put everything on the page"),
                all(choice, false, "None", "report-none", "Take everything off the page")), scroll,
                row(formatName, format));
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(nodes);
        row.getStyleClass().add("report-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static CheckBox box(ReportViewModel.Line line) {
        var box = new CheckBox(line.item().title());
        box.setId("report-" + line.item().id().replaceAll("[^\\p{L}\\p{N}]+", "-"));
        box.setMnemonicParsing(false);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setTooltip(new Tooltip(line.item().title()));
        box.selectedProperty().bindBidirectional(line.ticked());
        return box;
    }

    private static Button all(ReportViewModel choice, boolean ticked, String title, String id, String words) {
        var button = new Button(title);
        button.setId(id);
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        button.setOnAction(_ -> choice.tickAll(ticked));
        return button;
    }

    /// Takes the keyboard.
    void begin() {
        // What scrolls joins the scene with its skin, and before that nothing in it can be focused.
        applyCss();
        boxes.stream().findFirst().ifPresent(CheckBox::requestFocus);
    }
}
