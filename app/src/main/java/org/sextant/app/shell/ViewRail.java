package org.sextant.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.WorkbenchView;

/// The views at the left edge: an icon and a word each.
final class ViewRail extends VBox {
    ViewRail(List<WorkbenchView> views, ObjectProperty<Optional<WorkbenchView>> current) {
        getStyleClass().add("rail");
        var group = new ToggleGroup();
        for (int index = 0; index < views.size(); index++) {
            WorkbenchView view = views.get(index);
            ToggleButton button = new ToggleButton(view.identity().title(), new FontIcon(view.identity().icon()));
            button.setContentDisplay(ContentDisplay.TOP);
            button.setToggleGroup(group);
            button.setTooltip(new Tooltip(
                    view.identity().description() + "  (Ctrl+" + view.identity().digit().orElse(index + 1) + ")"));
            button.setAccessibleText(view.identity().title());
            button.getStyleClass().add("rail-button");
            current.subscribe(shown -> button.setSelected(shown.filter(view::equals).isPresent()));
            button.setOnAction(_ -> {
                button.setSelected(true);
                current.set(Optional.of(view));
            });
            getChildren().add(button);
        }
    }
}
