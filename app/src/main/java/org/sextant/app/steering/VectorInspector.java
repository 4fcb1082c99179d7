package org.sextant.app.steering;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.FigureFiles;
import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.DerivedVector.Layer;
import org.sextant.runtime.steering.DerivationMethod;

/// The vector that was made: what to do with it, its figures at every layer, and how it lies to those of other methods.
final class VectorInspector extends VBox {
    private static final List<String> ENDINGS = List.of(".safetensors", ".gguf", ".svec", ".npz");

    private final VectorsViewModel model;
    private final Label title = new Label();
    private final Button board = new Button("Put on the board");
    private final MenuButton save = new MenuButton("Save");
    private final Label cosineTitle = new Label();
    private final CopyTable<Layer> layers = new CopyTable<>("vector-figures", "Figures of every layer", List.of(
            Column.count("layer", 40, Layer::layer),
            number("AUROC", 56, layer -> layer.separation().auroc()),
            number("d", 62, layer -> layer.separation().distance()),
            number("var.", 68, Layer::explainedVariance),
            number("length", 54, Layer::norm)));
    private final CopyTable<Map.Entry<DerivationMethod, Double>> cosines = new CopyTable<>("vector-cosines",
            "Cosine with the directions of other methods", List.of(
                    Column.text("method", 150, each -> VectorMethod.of(each.getKey()).title(),
                            each -> each.getKey().label()),
                    number("cosine", 70, Map.Entry::getValue)));
    private boolean following;

    VectorInspector(VectorsViewModel model, FigureFiles files) {
        this.model = model;
        setId("vector-inspector");
        getStyleClass().add("vector-inspector");
        title.setId("vector-title");
        title.setWrapText(true);
        title.getStyleClass().add("list-title");
        board.setId("vector-to-board");
        board.setTooltip(new Tooltip("Add a slider for this vector at the selected layer  (Ctrl+Shift+B)"));
        board.setOnAction(event -> model.putOnBoard());
        board.disableProperty().bind(Bindings.createBooleanBinding(() -> model.layerProperty().get().isEmpty(),
                model.layerProperty()));
        save.setId("vector-save");
        save.disableProperty().bind(board.disableProperty());
        for (String ending : ENDINGS) {
            var item = new MenuItem("Vector (" + ending + ")…");
            item.setOnAction(event -> save(files, ending));
            save.getItems().add(item);
        }
        var actions = new HBox(board, save);
        actions.getStyleClass().add("vector-actions");
        cosineTitle.getStyleClass().add("inspector-title");
        layers.setRowFactory(_ -> layerRow());
        layers.getSelectionModel().selectedItemProperty().subscribe(chosen -> {
            if (chosen != null && !following) {
                model.selectLayer(chosen.layer());
            }
        });
        getChildren().setAll(title, actions, layers, cosineTitle, cosines);
        model.madeProperty().subscribe(_ -> update());
        model.layerProperty().subscribe(_ -> showLayer());
    }

    /// Asks for a file and writes the vector there, as the ending says.
    private void save(FigureFiles files, String ending) {
        model.madeProperty().get().flatMap(made -> files.files().choose(FigureFiles.name(made.name()) + ending))
                .ifPresent(file -> model.save(file, files.saved()));
    }

    private static TableRow<Layer> layerRow() {
        var row = new TableRow<Layer>();
        row.itemProperty().subscribe(layer -> row.setAccessibleText(layer == null ? null : "layer " + layer.layer()));
        return row;
    }

    private static <T> Column<T> number(String title, double width, ToDoubleFunction<T> value) {
        return new Column<>(title, width, true, row -> Numbers.format(value.applyAsDouble(row)),
                row -> Double.toString(value.applyAsDouble(row)), row -> 0, false);
    }

    private void update() {
        Optional<MadeVector> made = model.madeProperty().get();
        List<Layer> figures = made.orElse(null) instanceof MadeVector.Derived(var _, DerivedVector derived)
                ? derived.layers()
                : List.of();
        title.setText(made.map(VectorInspector::sentence).orElse("No vector has been made."));
        for (Node part : List.of(layers, cosines, cosineTitle)) {
            part.setVisible(!figures.isEmpty());
            part.setManaged(part.isVisible());
        }
        following = true;
        layers.show(figures);
        following = false;
        showLayer();
    }

    private static String sentence(MadeVector made) {
        String name = made.name();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void showLayer() {
        OptionalInt number = model.layerProperty().get();
        Optional<Layer> layer = layers.getItems().stream()
                .filter(each -> number.equals(OptionalInt.of(each.layer()))).findFirst();
        following = true;
        layer.ifPresentOrElse(each -> layers.getSelectionModel().select(each),
                () -> layers.getSelectionModel().clearSelection());
        following = false;
        layer.ifPresent(each -> {
            cosineTitle.setText("Cosine with other methods, layer " + each.layer());
            cosines.show(each.cosines().entrySet().stream()
                    .sorted(Comparator.comparing(Map.Entry::getKey)).toList());
            cosines.setVisible(!each.cosines().isEmpty());
            cosineTitle.setVisible(cosines.isVisible());
        });
    }
}
