package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.attribution.AttributionInputs.PairsChoice;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.Segments;
import org.sextant.assets.world.Task;
import org.sextant.runtime.attribution.AnswerMetric;

/// What is asked: two prompts with their answers or a file of pairs, and below, how.
final class QuestionForm extends ScrollPane {
    private static final List<String> ENDINGS = List.of(".jsonl", ".json", ".txt");
    private static final List<String> TASK_NAMES = List.of("Indirect object", "Facts", "Agreement", "Greater than",
            "Induction");

    /// A prompt's field shrinks to this before the form scrolls.
    private static final double ONE_LINE = 28;
    private static final double THREE_LINES = 52;

    private final AttributionViewModel model;
    private final AttributionInputs inputs;

    QuestionForm(AttributionViewModel model, OpenDialog files) {
        this.model = model;
        this.inputs = model.inputs();
        var pair = new VBox(prompt("clean", "Clean prompt", inputs.cleanProperty()),
                above("Corrupt", prompt("corrupt", "Corrupt prompt", inputs.corruptProperty())), answers(),
                new AlignmentNote(model));
        pair.getStyleClass().add("question-pair");
        var file = file();
        inputs.fileProperty().subscribe(now -> {
            pair.setVisible(now.isEmpty());
            pair.setManaged(now.isEmpty());
            file.setVisible(now.isPresent());
            file.setManaged(now.isPresent());
        });
        var form = new VBox(head(files), pair, file, metric(), new MethodForm(model, files));
        form.getStyleClass().add("question-form");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinWidth(232);
        setContent(form);
    }

    private Node head(OpenDialog files) {
        var title = new Label();
        title.getStyleClass().add("muted");
        inputs.fileProperty().subscribe(now -> title.setText(now.isPresent() ? "Pairs" : "Clean"));
        title.setMinWidth(0);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var ids = new ToggleButton("ids");
        ids.setId("attribution-ids");
        ids.setMinWidth(USE_PREF_SIZE);
        ids.setTooltip(new Tooltip("Read prompts and answers as token ids"));
        ids.setOnAction(_ -> inputs.readingProperty().set(ids.isSelected() ? Reading.IDS : Reading.TEXT));
        inputs.readingProperty().subscribe(now -> ids.setSelected(now == Reading.IDS));
        var run = icon("attribution-run-prompt", Feather.CORNER_DOWN_LEFT,
                "Take the prompt that has run as the clean one");
        run.setOnAction(_ -> model.model().ifPresent(open -> model.workspace().runProperty().get()
                .ifPresent(ran -> model.store().takeRun(open, ran))));
        var open = icon("attribution-open", Feather.FOLDER,
                "Open a file of pairs: JSON lines {\"clean\": …, \"corrupt\": …, \"answer\": …, \"wrong\": …}");
        open.setOnAction(_ -> files.file("Open pairs", ENDINGS)
                .ifPresent(path -> model.store().load(path, model::attribute)));
        var head = new HBox(title, space, ids, run, open, examples());
        head.getStyleClass().add("question-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Button icon(String id, Feather icon, String purpose) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("button-icon");
        button.setAccessibleText(purpose);
        button.setTooltip(new Tooltip(purpose));
        return button;
    }

    private Node examples() {
        var menu = new MenuButton(null, new FontIcon(Feather.BOOK_OPEN));
        menu.setId("attribution-examples");
        menu.setAccessibleText("Example pairs");
        menu.setTooltip(new Tooltip("Example pairs: the demo models' own tasks"));
        menu.setMinWidth(USE_PREF_SIZE);
        for (int index = 0; index < PairStore.TASKS.size(); index++) {
            Task task = PairStore.TASKS.get(index);
            String name = TASK_NAMES.get(index);
            var one = new MenuItem(name);
            one.setId("example-" + task.id());
            one.setOnAction(_ -> model.model()
                    .ifPresent(open -> model.store().example(open, task, model::attribute)));
            var several = new MenuItem(name + ", " + PairStore.SEVERAL + " pairs");
            several.setId("examples-" + task.id());
            several.setOnAction(_ -> model.model()
                    .ifPresent(open -> model.store().examples(open, task, model::attribute)));
            menu.getItems().addAll(one, several);
        }
        return menu;
    }

    /// What the line above the field says, or the head of the form.
    private TextArea prompt(String id, String title, StringProperty text) {
        var field = new TextArea();
        field.setId("attribution-" + id);
        field.setAccessibleText(title);
        field.setWrapText(true);
        field.setPrefRowCount(2);
        field.setMinHeight(ONE_LINE);
        field.setPrefHeight(THREE_LINES);
        field.textProperty().bindBidirectional(text);
        keys(field);
        return field;
    }

    private Node answers() {
        var answer = answer("answer", "Answer",
                "What comes next, with its leading space; several between commas, or a sum of logits as 364:1, 2091:-0.5",
                inputs.answersProperty());
        var wrong = answer("wrong", "Wrong", "What would come next after the corrupt prompt; its logit is taken away",
                inputs.wrongProperty());
        var line = new HBox(8, answer, wrong);
        List.of(answer, wrong).forEach(each -> HBox.setHgrow(each, Priority.ALWAYS));
        return line;
    }

    private Node answer(String id, String title, String purpose, StringProperty text) {
        var field = new TextField();
        field.setId("attribution-" + id);
        field.setAccessibleText(title + ": " + purpose);
        field.setTooltip(new Tooltip(purpose));
        field.setPromptText("most likely");
        field.setPrefColumnCount(6);
        field.setMinWidth(48);
        field.textProperty().bindBidirectional(text);
        keys(field);
        return beside(title, field);
    }

    /// First token or all tokens, where that makes a difference.
    private Node metric() {
        var segments = new Segments<>("attribution-metric-", AnswerMetric.class, inputs.metricProperty(),
                MethodWords::title, MethodWords::meaning);
        var line = beside("Answers", segments);
        Runnable update = () -> line.setVisible(!inputs.methodProperty().get().ofTokens()
                && (model.preview().longAnswersProperty().get()
                        || inputs.metricProperty().get() != AnswerMetric.FIRST));
        model.preview().longAnswersProperty().subscribe(_ -> update.run());
        inputs.metricProperty().subscribe(_ -> update.run());
        inputs.methodProperty().subscribe(_ -> update.run());
        line.managedProperty().bind(line.visibleProperty());
        return line;
    }

    private static Label label(String title, Region field) {
        var label = new Label(title);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add("muted");
        label.setLabelFor(field);
        return label;
    }

    private static VBox above(String title, Region field) {
        return new VBox(2, label(title, field), field);
    }

    private static HBox beside(String title, Region field) {
        var line = new HBox(4, label(title, field), field);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(field, Priority.ALWAYS);
        return line;
    }

    /// Enter asks; Tab goes on to the next control, as everywhere else.
    private void keys(TextInputControl field) {
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            boolean plain = !event.isControlDown() && !event.isAltDown();
            if (event.getCode() == KeyCode.ENTER && plain && !event.isShiftDown()) {
                event.consume();
                model.attribute();
            } else if (event.getCode() == KeyCode.TAB && plain) {
                event.consume();
                field.requestFocusTraversal(
                        event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            }
        });
    }

    private Node file() {
        var name = new Label();
        name.setId("attribution-file");
        name.setMinWidth(0);
        var close = icon("attribution-file-close", Feather.X, "Go back to the pair that is typed");
        close.setOnAction(_ -> inputs.fileProperty().set(Optional.empty()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        inputs.fileProperty().subscribe(now -> name.setText(now.map(QuestionForm::words).orElse("")));
        var line = new HBox(8, new FontIcon(Feather.FILE_TEXT), name, space, close);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static String words(PairsChoice choice) {
        boolean counted = choice.name().startsWith(choice.pairs().size() + " ");
        return counted ? choice.name() : choice.name() + ", " + choice.pairs().size() + " pairs";
    }
}
