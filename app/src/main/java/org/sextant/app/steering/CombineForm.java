package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.CombineQuestion.Term;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;

/// Which vectors are put together: a coefficient and a vector a line, what is projected out, and the length.
final class CombineForm extends VBox {
    private final CombineInputs inputs;
    private final OpenDialog files;
    private final VBox lines = new VBox();

    CombineForm(CombineInputs inputs, OpenDialog files) {
        this.inputs = inputs;
        this.files = files;
        setId("combine-form");
        getStyleClass().add("source-form");
        setMinWidth(136);
        lines.getStyleClass().add("term-lines");
        var scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var head = new Label("Sum of");
        head.getStyleClass().add("list-title");
        getChildren().setAll(head, scroll, buttons(), without(), norm());
        inputs.termsProperty().subscribe(_ -> showTerms());
        inputs.sourcesProperty().subscribe(_ -> showTerms());
    }

    private void showTerms() {
        List<Term> terms = inputs.termsProperty().get();
        List<Node> next = new ArrayList<>();
        for (int place = 0; place < terms.size(); place++) {
            next.add(line(place, terms.get(place)));
        }
        if (next.isEmpty()) {
            var none = new Label(inputs.sourcesProperty().get().isEmpty()
                    ? "There is no vector yet: derive one, put one on the board, or open a file."
                    : "Add a vector: a + b − c is three of them with the coefficients 1, 1 and −1.");
            none.setWrapText(true);
            none.getStyleClass().add("muted");
            next.add(none);
        }
        lines.getChildren().setAll(next);
    }

    private Node line(int place, Term term) {
        var coefficient = new ValueField(Double::isFinite,
                value -> inputs.replace(place, new Term(value, inputs.termsProperty().get().get(place).source())));
        coefficient.setId("term-coefficient-" + place);
        coefficient.name("Coefficient", "how much of the vector is added; negative takes it away");
        coefficient.show(term.coefficient());
        PickBox<VectorSource> source = sources("term-vector-" + place, "A vector",
                chosen -> inputs.replace(place,
                        new Term(inputs.termsProperty().get().get(place).coefficient(), chosen)));
        source.offer(offered(term.source()), term.source());
        var remove = new Button(null, new FontIcon(Feather.X));
        remove.setId("term-remove-" + place);
        remove.getStyleClass().add("button-icon");
        remove.setAccessibleText("Remove " + term.source().name());
        remove.setTooltip(new Tooltip("Take this vector out of the sum"));
        remove.setOnAction(_ -> inputs.remove(place));
        var line = new HBox(coefficient, new Label("×"), source, remove);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /// A slider that is gone stays in its term.
    private List<VectorSource> offered(VectorSource chosen) {
        List<VectorSource> all = new ArrayList<>(inputs.sourcesProperty().get());
        if (!all.contains(chosen)) {
            all.addFirst(chosen);
        }
        return all;
    }

    private static PickBox<VectorSource> sources(String id, String purpose,
            Consumer<VectorSource> picked) {
        var box = new PickBox<VectorSource>(id, purpose, VectorSource::name, VectorSource::origin, picked);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setMinWidth(64);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private Node buttons() {
        var add = new Button("Add", new FontIcon(Feather.PLUS));
        add.setId("term-add");
        add.setTooltip(new Tooltip("Add a vector of the board, of the model's folder, or one that was derived"));
        add.setOnAction(_ -> inputs.add());
        add.disableProperty().bind(inputs.sourcesProperty().map(List::isEmpty));
        var open = new Button("From file…");
        open.setId("term-open");
        open.setTooltip(new Tooltip("Add the vector of a file: " + String.join(", ", AddMenu.VECTOR_ENDINGS)));
        open.setOnAction(_ -> files.file("Open a steering vector", AddMenu.VECTOR_ENDINGS).ifPresent(inputs::add));
        var line = new HBox(add, open);
        line.getStyleClass().add("form-line");
        return line;
    }

    private Node without() {
        var box = new PickBox<Optional<VectorSource>>("combine-without", "Direction that is projected out",
                source -> source.map(VectorSource::name).orElse("nothing"),
                source -> source.map(VectorSource::origin).orElse(""), inputs.withoutProperty()::set);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setMinWidth(64);
        HBox.setHgrow(box, Priority.ALWAYS);
        Runnable offer = () -> {
            List<Optional<VectorSource>> all = new ArrayList<>(List.of(Optional.empty()));
            inputs.withoutProperty().get().ifPresent(chosen -> all.add(Optional.of(chosen)));
            inputs.sourcesProperty().get().stream().map(Optional::of).filter(source -> !all.contains(source))
                    .forEach(all::add);
            box.offer(all, inputs.withoutProperty().get());
        };
        inputs.sourcesProperty().subscribe(_ -> offer.run());
        inputs.withoutProperty().subscribe(_ -> offer.run());
        return labelled("Without", box);
    }

    private Node norm() {
        var field = new ValueField(value -> value >= 0, value -> inputs.normProperty()
                .set(value == 0 ? OptionalDouble.empty() : OptionalDouble.of(value)));
        field.setId("combine-norm");
        field.name("Length", "of the result at every layer; 0 leaves that of the sum");
        inputs.normProperty().subscribe(norm -> field.show(norm.orElse(0)));
        var about = new Label("0: as it comes");
        about.getStyleClass().add("muted");
        about.setMinWidth(0);
        var line = new HBox(8, field, about);
        line.setAlignment(Pos.CENTER_LEFT);
        return labelled("Length", line);
    }

    private static Node labelled(String name, Node node) {
        var label = new Label(name);
        label.setMinWidth(56);
        label.setLabelFor(node);
        HBox.setHgrow(node, Priority.ALWAYS);
        var line = new HBox(label, node);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
