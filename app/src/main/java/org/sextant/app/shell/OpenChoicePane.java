package org.sextant.app.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Spacer;
import atlantafx.base.theme.Styles;
import org.sextant.app.view.ProgressText;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenRequest;

/// What a model would take before it is opened: memory in each type, and on which device it should compute.
final class OpenChoicePane extends VBox {
    private final ToggleGroup dtypes = new ToggleGroup();
    private final ToggleGroup devices = new ToggleGroup();
    private final Button open = new Button("Open");

    /// @param card of the model, whose weights are still on disk
    /// @param atHand the devices to choose from
    /// @param done takes the choice; what lies over the window closes first
    OpenChoicePane(ModelCard card, List<String> atHand, Runnable close, Consumer<OpenRequest> done) {
        getStyleClass().addAll("overlay", "open-choice");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Label title = new Label("Open " + card.name());
        title.getStyleClass().add("card-title");
        Label what = new Label(card.modelType() + " · " + ModelCardText.parameters(card.parameters())
                + " parameters · files of " + ProgressText.bytes(card.weightBytes()));
        getChildren().addAll(title, what, muted("Compute in"));
        card.memoryBytes().forEach((dtype, bytes) -> getChildren().add(choice(dtypes, dtype,
                dtype.label() + " · about " + ProgressText.bytes(bytes) + " of memory", dtype == card.dtype())));
        getChildren().add(muted("On"));
        atHand.forEach(device -> getChildren().add(choice(devices, device, device, device.equals(card.device()))));
        open.getStyleClass().add(Styles.ACCENT);
        open.setTooltip(new Tooltip("Open the model so  (Enter)"));
        open.setOnAction(_ -> {
            close.run();
            done.accept(new OpenRequest(new ModelLocation.Folder(card.folder()), chosen(devices, card.device()),
                    chosen(dtypes, card.dtype())));
        });
        Button cancel = new Button("Cancel");
        cancel.setTooltip(new Tooltip("Open nothing  (Esc)"));
        cancel.setOnAction(_ -> close.run());
        // Before the choices, which take the key for themselves.
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !cancel.isFocused()) {
                open.fire();
                event.consume();
            }
        });
        getChildren().add(new HBox(8, new Spacer(), cancel, open));
    }

    /// Takes the keyboard.
    void begin() {
        open.requestFocus();
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("muted");
        return label;
    }

    private static RadioButton choice(ToggleGroup group, Object value, String text, boolean selected) {
        RadioButton button = new RadioButton(text);
        button.setToggleGroup(group);
        button.setUserData(value);
        button.setSelected(selected);
        button.setTooltip(new Tooltip(text));
        return button;
    }

    @SuppressWarnings("unchecked") // each group holds values of one type
    private static <T> T chosen(ToggleGroup group, T fallback) {
        Toggle selected = group.getSelectedToggle();
        return selected == null ? fallback : (T) selected.getUserData();
    }
}
