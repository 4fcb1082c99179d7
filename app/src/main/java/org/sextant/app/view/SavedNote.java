package org.sextant.app.view;

import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;

/// Says for a while which file was written, in a corner of the picture.
public final class SavedNote extends Label {
    private static final Duration READABLE = Duration.seconds(8);

    private final PauseTransition pause = new PauseTransition(READABLE);

    public SavedNote() {
        setId("saved-note");
        getStyleClass().add("saved-note");
        setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        setVisible(false);
        pause.setOnFinished(event -> setVisible(false));
        setOnMouseClicked(event -> setVisible(false));
    }

    public void show(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        setText("Saved " + path);
        setTooltip(new Tooltip(path));
        setVisible(true);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        pause.playFromStart();
    }
}
