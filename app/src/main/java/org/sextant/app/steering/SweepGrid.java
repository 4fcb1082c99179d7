package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;

import atlantafx.base.controls.Popover;
import org.sextant.app.chart.Numbers;
import org.sextant.app.state.LossTexts;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;

/// Which layers and coefficients are swept, and on which texts losses are measured: behind a button that says it.
final class SweepGrid {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");

    private final SweepInputs inputs;
    private final Workspace workspace;
    private final OpenDialog files;
    private final Button button = new Button();

    SweepGrid(SweepInputs inputs, Workspace workspace, OpenDialog files) {
        this.inputs = inputs;
        this.workspace = workspace;
        this.files = files;
        button.setId("sweep-grid");
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setTooltip(new Tooltip("Layers, coefficients, and the texts that losses are measured on"));
        button.textProperty().bind(Bindings.createStringBinding(this::words, inputs.layersProperty(),
                inputs.fromProperty(), inputs.toProperty(), inputs.stepsProperty()));
        button.accessibleTextProperty().bind(Bindings.concat("Grid: ", button.textProperty()));
        button.setOnAction(_ -> show());
    }

    Node button() {
        return button;
    }

    /// `L0–3 × 21`.
    private String words() {
        List<Integer> layers = inputs.layersProperty().get();
        String rows = layers.isEmpty()
                ? "Grid"
                : layers.size() == 1
                        ? "L" + layers.getFirst()
                        : "L" + layers.getFirst() + "–" + layers.getLast();
        return rows + " × " + inputs.stepsProperty().get();
    }

    private void show() {
        var form = new GridPane();
        form.getStyleClass().add("row-more");
        var first = new PickBox<Integer>("sweep-first", "First layer", String::valueOf, _ -> "",
                layer -> inputs.between(layer, Math.max(layer, last())));
        var last = new PickBox<Integer>("sweep-last", "Last layer", String::valueOf, _ -> "",
                layer -> inputs.between(Math.min(first(), layer), layer));
        Subscription layers = inputs.layersProperty().subscribe(now -> {
            List<Integer> all = inputs.sourceProperty().get().map(SweepSource::layers).orElse(List.of());
            if (!now.isEmpty()) {
                first.offer(all, now.getFirst());
                last.offer(all, now.getLast());
            }
        });
        line(form, "Layers", first, new Label("to"), last);
        line(form, "Coefficients",
                number("sweep-from", "First coefficient", inputs.fromProperty().get(),
                        value -> value < inputs.toProperty().get(), inputs.fromProperty()::set),
                new Label("to"),
                number("sweep-to", "Last coefficient", inputs.toProperty().get(),
                        value -> value > inputs.fromProperty().get(), inputs.toProperty()::set),
                new Label("in"),
                number("sweep-steps", "How many coefficients", inputs.stepsProperty().get(),
                        value -> value == Math.rint(value) && value >= SweepInputs.FEWEST && value <= SweepInputs.MOST,
                        value -> inputs.stepsProperty().set((int) value)));
        var texts = new Label();
        Subscription named = workspace.lossTextsProperty()
                .subscribe(now -> texts.setText(now.map(LossTexts::name).orElse("none")));
        line(form, "Losses on", texts, choose(), usual());
        Popover popover = Popovers.of(form, Popover.ArrowLocation.TOP_CENTER);
        popover.setOnHidden(_ -> {
            layers.unsubscribe();
            named.unsubscribe();
        });
        popover.show(button);
    }

    private Node choose() {
        var choose = new Button("File…");
        choose.setId("sweep-texts");
        choose.setTooltip(new Tooltip("Measure losses on a file of texts: one a line, or JSON lines {\"text\": …}"));
        choose.setOnAction(_ -> files.file("Texts to measure losses on", ENDINGS)
                .ifPresent(file -> workspace.lossFileProperty().set(Optional.of(file))));
        return choose;
    }

    private Node usual() {
        var usual = new Button("Usual");
        usual.setTooltip(new Tooltip("Measure losses on the held-out texts of a demo model, else on the prompt"));
        usual.visibleProperty().bind(workspace.lossFileProperty().map(Optional::isPresent));
        usual.managedProperty().bind(usual.visibleProperty());
        usual.setOnAction(_ -> workspace.lossFileProperty().set(Optional.empty()));
        return usual;
    }

    private static ValueField number(String id, String name, double value, DoublePredicate takes,
            DoubleConsumer taken) {
        var field = new ValueField(takes, taken);
        field.setId(id);
        field.name(name, Numbers.brief(value));
        field.show(value);
        return field;
    }

    private static void line(GridPane form, String title, Node... nodes) {
        var label = new Label(title);
        label.getStyleClass().add("muted");
        var line = new HBox(4, nodes);
        line.setAlignment(Pos.CENTER_LEFT);
        form.addRow(form.getRowCount(), label, line);
    }

    private int first() {
        return inputs.layersProperty().get().getFirst();
    }

    private int last() {
        return inputs.layersProperty().get().getLast();
    }
}
