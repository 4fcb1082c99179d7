package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import atlantafx.base.controls.Popover;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Sentence;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.steering.OpenQuestion;
import org.sextant.runtime.steering.OpenQuestion.Choice;
import org.sextant.runtime.steering.OpenQuestion.Topic;

/// The small forms behind the button that adds a row.
final class AddForms {
    private static final int MOST_FEATURES = 10_000_000;

    private final BoardViewModel board;
    private final BoardFiles files;
    private final OpenDialog dialog;
    private final Node beside;

    /// @param beside where the forms point at
    AddForms(BoardViewModel board, BoardFiles files, OpenDialog dialog, Node beside) {
        this.board = board;
        this.files = files;
        this.dialog = dialog;
        this.beside = beside;
    }

    /// Asks for a head of the model.
    void head(ModelCard card, int layer, int head) {
        ValueField layers = number("Layer", layer, card.layers() - 1);
        ValueField heads = number("Head", head, card.heads() - 1);
        show("Attention head", List.of(line("Layer", layers, card.layers() - 1), line("Head", heads, card.heads() - 1)),
                List.of(layers, heads), () -> {
                    board.add(NewRows.head((int) layers.value(), (int) heads.value()));
                    return true;
                });
    }

    /// Asks for an expert of a model that has some.
    void expert(ModelCard.Experts experts, int layer) {
        List<Integer> mixtures = experts.layers();
        int[] chosen = {mixtures.contains(layer) ? layer : mixtures.getFirst()};
        var layers = new PickBox<Integer>("add-layer", "Layer", String::valueOf, _ -> "", each -> chosen[0] = each);
        layers.offer(mixtures, chosen[0]);
        ValueField expert = number("Expert", 0, experts.count() - 1);
        show("Expert", List.of(labelled("Layer", layers), line("Expert", expert, experts.count() - 1)), List.of(expert),
                () -> {
                    board.add(NewRows.expert(chosen[0], (int) expert.value()));
                    return true;
                });
    }

    /// Asks for a feature of one of the SAEs in the model's folder, or of another.
    void feature() {
        List<Path> saes = new ArrayList<>(files.shelfProperty().get().saes());
        List<Path> chosen = new ArrayList<>(saes.stream().limit(1).toList());
        var box = new PickBox<Path>("add-sae", "SAE", folder -> String.valueOf(folder.getFileName()), Path::toString,
                each -> chosen.replaceAll(_ -> each));
        if (!saes.isEmpty()) {
            box.offer(saes, saes.getFirst());
        }
        var other = new Button("Choose folder…");
        other.setOnAction(_ -> dialog.folder("Choose the folder of an SAE").ifPresent(folder -> {
            saes.add(folder);
            chosen.clear();
            chosen.add(folder);
            box.offer(List.copyOf(saes), folder);
        }));
        ValueField feature = number("Feature", 0, MOST_FEATURES);
        show("SAE feature", List.of(labelled("SAE", new HBox(4, box, other)), labelled("Feature", feature)),
                List.of(feature), () -> {
                    chosen.forEach(folder -> files.addFeature(folder, (int) feature.value()));
                    return !chosen.isEmpty();
                });
    }

    /// Asks what the file of a vector does not say.
    void questions(BoardFiles.Import waiting) {
        Map<Topic, String> answers = new EnumMap<>(Topic.class);
        List<Node> lines = new ArrayList<>();
        for (OpenQuestion question : waiting.vector().questions()) {
            answers.put(question.topic(), question.assumed().value());
            var box = new PickBox<Choice>("answer-" + question.topic().id(), question.question(), Choice::value,
                    Choice::meaning, choice -> answers.put(question.topic(), choice.value()));
            List<Choice> choices = new ArrayList<>(List.of(question.assumed()));
            choices.addAll(question.others());
            box.offer(choices, question.assumed());
            var words = new Label(Sentence.of(question.question()));
            words.setWrapText(true);
            lines.add(new VBox(4, words, box));
        }
        show("What the file of " + waiting.name() + " does not say", lines, List.of(), () -> {
            files.answer(answers);
            return true;
        }).setOnHidden(_ -> files.dismiss());
    }

    private static ValueField number(String name, int value, int most) {
        var field = new ValueField(typed -> typed >= 0 && typed <= most && typed == Math.rint(typed), _ -> {});
        field.setId("add-" + name.toLowerCase(Locale.ROOT));
        field.name(name, "from 0 to " + most);
        field.show(Math.min(value, most));
        return field;
    }

    private static Node line(String name, ValueField field, int most) {
        var range = new Label("0 to " + most);
        range.getStyleClass().add("muted");
        return labelled(name, new HBox(8, field, range));
    }

    private static Node labelled(String name, Node node) {
        var label = new Label(name);
        label.getStyleClass().add("form-label");
        var line = new HBox(label, node);
        line.getStyleClass().add("form-line");
        return line;
    }

    private Popover show(String title, List<Node> lines, List<ValueField> fields, BooleanSupplier add) {
        var head = new Label(title);
        head.getStyleClass().add("form-title");
        var refusal = new Label();
        refusal.getStyleClass().add("problem");
        refusal.setWrapText(true);
        refusal.managedProperty().bind(refusal.visibleProperty());
        refusal.setVisible(false);
        var button = new Button("Add");
        button.setId("add-confirm");
        button.setDefaultButton(true);
        Function<BooleanSupplier, Boolean> tried = action -> {
            try {
                return action.getAsBoolean();
            } catch (SextantException failure) {
                refusal.setText(failure.what() + "; " + failure.remedy());
                refusal.setVisible(true);
                return false;
            }
        };
        var form = new VBox(head);
        form.getStyleClass().add("add-form");
        Popover popover = Popovers.of(form, Popover.ArrowLocation.BOTTOM_RIGHT);
        form.getChildren().addAll(lines);
        fields.forEach(field -> field.whenEntered(button::fire));
        form.getChildren().addAll(refusal, button);
        button.setOnAction(_ -> {
            button.requestFocus();
            if (tried.apply(add)) {
                popover.hide();
            }
        });
        popover.show(beside);
        return popover;
    }
}
