package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.LossTexts;
import org.sextant.app.view.OpenDialog;

/// The plans that are tried, and what they are tried on. Where the window is low, all but the button scrolls.
final class EffectForm extends VBox {
    private static final int MOST_TOKENS = 512;

    private final EffectViewModel model;
    private final EffectInputs inputs;
    private final OpenDialog files;

    EffectForm(EffectViewModel model, OpenDialog files) {
        this.model = model;
        this.inputs = model.inputs();
        this.files = files;
        setMinSize(180, 0);
        var requests = new PromptList("requests", "Requests", "prompts whose refusal is judged",
                inputs.requestsProperty(), model.resonance(), files);
        VBox.setVgrow(requests, Priority.ALWAYS);
        requests.setMinHeight(96);
        var fields = new VBox(new EffectPlansForm(model), requests, sources(), answers(), phrases(), questions(),
                texts());
        fields.getStyleClass().add("resonance-form");
        var scrolling = EffectPane.scrolling(fields);
        VBox.setVgrow(scrolling, Priority.ALWAYS);
        HBox action = action();
        action.getStyleClass().add("effect-action");
        getChildren().setAll(scrolling, action);
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(USE_PREF_SIZE);
        return line;
    }

    private static Region space() {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        return space;
    }

    private static Button button(String id, String title, String meaning, Runnable action) {
        var button = new Button(title);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(meaning));
        button.setOnAction(_ -> action.run());
        return button;
    }

    private Node sources() {
        Button target = button("effect-target", "From target", "Take the target list of the resonance",
                model::takeTarget);
        target.disableProperty().bind(model.resonance().inputs().targetProperty().map(String::isBlank));
        Button bundled = button("effect-examples", "Examples",
                "Requests that the demo models refuse, none of which they were"
                        + " trained on",
                model.examples()::takeRequests);
        onDemo(bundled);
        return line(target, bundled);
    }

    /// What is for the demo models alone.
    private void onDemo(Node node) {
        node.visibleProperty().bind(model.context().workspace().modelProperty().map(_ -> model.examples().exist()));
        node.managedProperty().bind(node.visibleProperty());
    }

    private Node answers() {
        CheckBox asUser = EffectPlansForm.check("effect-as-user", "as user",
                "Put each request through the model's chat template, as what a user says",
                inputs.conversationsProperty());
        asUser.visibleProperty().bind(inputs.canConverseProperty());
        asUser.managedProperty().bind(asUser.visibleProperty());
        return line(asUser, space(), EffectPlansForm.muted("tokens"), EffectPlansForm.spinner("effect-new-tokens",
                "How many tokens each response has at most", 1, MOST_TOKENS, inputs.newTokensProperty()));
    }

    private Node phrases() {
        var field = new TextField();
        field.setId("effect-phrases");
        field.setAccessibleText("Phrases that refusals begin with, separated by commas");
        field.setTooltip(
                new Tooltip("A response that begins with one of these phrases is a refusal; separate by commas."
                        + " The refusal score is of the first token of each"));
        field.textProperty().bindBidirectional(inputs.phrasesProperty());
        field.setMinWidth(0);
        HBox.setHgrow(field, Priority.ALWAYS);
        return line(EffectPlansForm.muted("refusals"), field);
    }

    private Node questions() {
        var title = new Label("Questions");
        title.getStyleClass().add("list-title");
        title.setMinWidth(USE_PREF_SIZE);
        var name = new Label();
        name.setId("effect-questions");
        name.setMinWidth(0);
        name.getStyleClass().add("muted");
        name.textProperty().bind(inputs.questionsProperty().map(known -> known
                .map(each -> each.questions().size() + ", " + each.name()).orElse("none")));
        var tip = new Tooltip();
        tip.textProperty().bind(name.textProperty());
        name.setTooltip(tip);
        Button open = icon("effect-open-questions", Feather.FOLDER,
                "Open questions: JSON lines {\"prompt\": …, \"answer\": …, \"wrong\": …}",
                () -> files.file("Open questions", List.of(".jsonl")).ifPresent(model::loadQuestions));
        Button bundled = icon("effect-example-questions", Feather.BOOK_OPEN, "Questions of the demo models' tasks",
                model.examples()::takeQuestions);
        onDemo(bundled);
        Button clear = icon("effect-no-questions", Feather.X, "Ask no questions",
                () -> inputs.questionsProperty().set(Optional.empty()));
        clear.disableProperty().bind(inputs.questionsProperty().map(Optional::isEmpty));
        return line(title, name, space(), open, bundled, clear);
    }

    private static Button icon(String id, Feather icon, String purpose, Runnable action) {
        Button button = button(id, "", purpose, action);
        button.setGraphic(new FontIcon(icon));
        button.getStyleClass().add("button-icon");
        button.setAccessibleText(purpose);
        return button;
    }

    private Node texts() {
        CheckBox loss = EffectPlansForm.check("effect-texts", "loss on texts",
                "Measure how well each plan predicts texts; the same ones as safe ranges of sliders have",
                inputs.textsProperty());
        var name = new Label();
        name.setMinWidth(0);
        name.getStyleClass().add("muted");
        name.textProperty().bind(model.context().workspace().lossTextsProperty()
                .map(found -> found.map(LossTexts::name).orElse("none yet")));
        var tip = new Tooltip();
        tip.textProperty().bind(name.textProperty());
        name.setTooltip(tip);
        return line(loss, name);
    }

    private HBox action() {
        Button run = button("effect-run", "Run", "Try every plan on the same requests, questions and texts", () -> {
            if (model.askingProperty().get().isPresent()) {
                model.cancel();
            } else {
                model.run();
            }
        });
        run.getStyleClass().add("accent");
        run.textProperty().bind(model.askingProperty().map(task -> task.isPresent() ? "Stop" : "Run"));
        return line(space(), run);
    }
}
