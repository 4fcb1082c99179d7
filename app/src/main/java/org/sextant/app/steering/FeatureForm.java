package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.session.SaeCard;

/// Which feature of which SAE becomes a vector.
final class FeatureForm extends VBox {
    private static final int MOST_FEATURES = 10_000_000;

    private final FeatureInputs inputs;
    private final Label about = new Label();

    FeatureForm(FeatureInputs inputs, OpenDialog files, Runnable take) {
        this.inputs = inputs;
        setId("feature-form");
        getStyleClass().add("source-form");
        setMinWidth(136);
        var head = new Label("Decoder row of");
        head.getStyleClass().add("list-title");
        about.setId("feature-sae-about");
        about.setWrapText(true);
        about.setMinHeight(USE_PREF_SIZE);
        about.getStyleClass().add("muted");
        inputs.cardProperty().subscribe(_ -> say());
        inputs.problemProperty().subscribe(_ -> say());
        inputs.saesProperty().subscribe(_ -> say());
        getChildren().setAll(head, box(), open(files), feature(take), about);
    }

    private Node box() {
        var box = new PickBox<Path>("feature-sae", "SAE", folder -> String.valueOf(folder.getFileName()),
                _ -> "", inputs::choose);
        box.setMaxWidth(Double.MAX_VALUE);
        Runnable offer = () -> inputs.saeProperty().get()
                .ifPresent(chosen -> box.offer(inputs.saesProperty().get(), chosen));
        inputs.saesProperty().subscribe(_ -> offer.run());
        inputs.saeProperty().subscribe(_ -> offer.run());
        box.disableProperty().bind(inputs.saeProperty().map(Optional::isEmpty));
        return box;
    }

    private Node open(OpenDialog files) {
        var open = new Button("Choose folder…");
        open.setId("feature-open");
        open.setTooltip(new Tooltip("Take an SAE from another folder, in SAELens layout"));
        open.setOnAction(_ -> files.folder("Choose the folder of an SAE").ifPresent(inputs::choose));
        return open;
    }

    private Node feature(Runnable take) {
        var field = new ValueField(value -> value >= 0 && value <= MOST_FEATURES && value == Math.rint(value),
                value -> inputs.featureProperty().set((int) value));
        field.setId("feature-number");
        field.name("Feature", "its number, from 0");
        field.whenEntered(take);
        inputs.featureProperty().subscribe(value -> field.show(value.intValue()));
        var label = new Label("Feature");
        label.setMinWidth(56);
        label.setLabelFor(field);
        var line = new HBox(label, field);
        HBox.setHgrow(line, Priority.ALWAYS);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void say() {
        about.setText(inputs.problemProperty().get().map(problem -> problem.what() + ". " + problem.remedy())
                .or(() -> inputs.cardProperty().get().map(FeatureForm::words))
                .orElse(inputs.saesProperty().get().isEmpty() ? "No SAE lies beside this model." : ""));
    }

    private static String words(SaeCard card) {
        return "Features 0 to " + (card.features() - 1) + " of width " + card.width() + ", written to " + card.site()
                + (card.transcoder() ? " (a transcoder)" : "") + ".";
    }
}
