package org.sextant.app.steering;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.runtime.SextantException;

/// One row of the board.
final class RowPane extends HBox {
    private static final PseudoClass SILENT = PseudoClass.getPseudoClass("silent");
    private static final PseudoClass NOTED = PseudoClass.getPseudoClass("noted");

    private final RowViewModel row;
    private final Button handle = icon(Feather.MORE_VERTICAL, "row-handle");
    private final ColourChip chip;
    private final TextField name = new TextField();
    private final ToggleButton mute = new ToggleButton("M");
    private final ToggleButton solo = new ToggleButton("S");
    private final ValueSlider slider;
    private final ValueField field;
    private final Label misfit = new Label();
    private final Button about = new Button();
    private final Button remove = icon(Feather.X, "row-remove");
    private String calledBefore = "";
    private int colourBefore = -1;

    RowPane(RowViewModel row) {
        this.row = row;
        getStyleClass().add("steering-row");
        chip = new ColourChip(row::colour);
        slider = new ValueSlider(new ValueSlider.Target() {
            @Override
            public void slide(double value, boolean continues) {
                row.slide(value, continues);
            }

            @Override
            public void reset(boolean continues) {
                row.reset(continues);
            }
        });
        field = new ValueField(value -> row.rangeProperty().get().takes(value), value -> row.slide(value, false));
        lay();
        act();
        row.rowProperty().subscribe(_ -> show());
        row.rangeProperty().subscribe(_ -> show());
        row.bandProperty().subscribe(slider::shade);
        row.silentProperty().subscribe(silent -> pseudoClassStateChanged(SILENT, silent));
        row.problemProperty().subscribe(this::say);
        row.noteProperty().subscribe(_ -> tellAbout());
    }

    RowViewModel row() {
        return row;
    }

    Button handle() {
        return handle;
    }

    private static Button icon(Feather icon, String style) {
        var button = new Button();
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().addAll("button-icon", "flat", style);
        return button;
    }

    private void lay() {
        name.getStyleClass().add("row-name");
        mute.getStyleClass().addAll("row-toggle", "row-mute");
        solo.getStyleClass().addAll("row-toggle", "row-solo");
        misfit.setMinWidth(0);
        misfit.getStyleClass().add("row-misfit");
        misfit.setGraphic(new FontIcon(Feather.ALERT_TRIANGLE));
        about.getStyleClass().addAll("flat", "row-about");
        about.setMnemonicParsing(false);
        var middle = new StackPane(slider, misfit);
        middle.setMinWidth(72);
        middle.setPrefWidth(120);
        HBox.setHgrow(middle, Priority.ALWAYS);
        getChildren().setAll(handle, chip, name, mute, solo, middle, field, about, remove);
    }

    private void act() {
        name.setOnAction(_ -> {
            rename();
            slider.slider().requestFocus();
        });
        field.whenEntered(slider.slider()::requestFocus);
        name.focusedProperty().subscribe(focused -> {
            if (!focused) {
                rename();
            }
        });
        mute.setOnAction(_ -> row.mute(mute.isSelected()));
        solo.setOnAction(_ -> row.solo(solo.isSelected()));
        about.setOnAction(_ -> RowMore.show(row, about));
        remove.setOnAction(_ -> row.remove());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean up = event.getCode() == KeyCode.UP;
            if (event.isAltDown() && (up || event.getCode() == KeyCode.DOWN)) {
                row.move(up ? -1 : 1);
                handle.requestFocus();
                event.consume();
            }
        });
    }

    private void rename() {
        if (!name.getText().strip().equals(row.name())) {
            row.rename(name.getText());
        }
        name.setText(row.name());
    }

    private void show() {
        RowEdits now = row.rowProperty().get();
        String called = now.row().name();
        if (!name.isFocused()) {
            name.setText(called);
        }
        mute.setSelected(now.row().muted());
        solo.setSelected(now.row().solo());
        boolean slides = now.kind() != RowEdits.Kind.ZERO;
        slider.setDisable(!slides);
        field.setDisable(!slides);
        slider.show(row.rangeProperty().get(), now.value());
        field.show(now.value());
        about.setText(RowText.about(now));
        if (!called.equals(calledBefore) || now.row().colour() != colourBefore) {
            calledBefore = called;
            colourBefore = now.row().colour();
            setStyle("-row-colour: " + ColourChip.token(colourBefore) + ";");
            chip.show(called, colourBefore);
            call(called);
        }
    }

    private void call(String called) {
        says(handle, "Move " + called, "Drag to another place (Alt+Up, Alt+Down)");
        says(mute, "Mute " + called, "Mute " + called);
        says(solo, "Solo " + called, "Solo: hear " + called + " without the others");
        tellAbout();
        says(remove, "Remove " + called, "Remove " + called);
        name.setAccessibleText("Name");
        name.setTooltip(new Tooltip(called + ": click to rename"));
        slider.name(RowText.strength(row.rowProperty().get().row()));
        field.name(RowText.strength(row.rowProperty().get().row()),
                row.rangeProperty().get().least() == 0 ? "0 or more" : "any number; one beyond the slider widens it");
    }

    /// Where something else is done than was asked, the button says so, and its tooltip what.
    private void tellAbout() {
        Optional<String> note = row.noteProperty().get();
        about.setGraphic(new FontIcon(note.isPresent() ? Feather.ALERT_TRIANGLE : Feather.MORE_HORIZONTAL));
        about.pseudoClassStateChanged(NOTED, note.isPresent());
        says(about, "What " + row.name() + " does, and where" + note.map(said -> "; " + said).orElse(""),
                "What it does, at which layers and tokens" + note.map(said -> ".\nBut " + said).orElse(""));
    }

    private static void says(ButtonBase button, String accessible, String tooltip) {
        button.setAccessibleText(accessible);
        button.setTooltip(new Tooltip(tooltip));
    }

    private void say(Optional<SextantException> problem) {
        slider.setVisible(problem.isEmpty());
        misfit.setVisible(problem.isPresent());
        misfit.setText(problem.map(SextantException::what).orElse(""));
        misfit.setTooltip(problem.map(found -> new Tooltip(
                "Left out: " + found.what() + ", " + found.where() + "; " + found.remedy())).orElse(null));
    }
}
