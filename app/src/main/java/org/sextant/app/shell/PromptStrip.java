package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.chart.Palette;
import org.sextant.app.shell.PromptModel.Reading;
import org.sextant.app.state.RecentPrompt;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.view.Command;
import org.sextant.app.view.Sentence;
import org.sextant.assets.ExamplePrompts;
import org.sextant.assets.demo.DemoModel;
import org.sextant.runtime.SextantException;

/// What goes in: the prompt as text or ids, its tokens, and running it.
final class PromptStrip extends HBox {
    private static final int MOST_LINES = 4;
    private static final int LONGEST_MENU_TEXT = 60;

    private final Workbench workbench;
    private final PromptModel model;
    private final TextArea field = new TextArea();
    private final Text ruler = new Text();
    private final TokenStrip tokens;
    private final Label problem = new Label();
    private final Label count = new Label();

    PromptStrip(Workbench workbench, Command run) {
        this.workbench = workbench;
        this.model = workbench.prompt();
        this.tokens = new TokenStrip(workbench.workspace());
        getStyleClass().add("prompt-strip");
        setUpField();
        setUpProblem();
        count.getStyleClass().addAll("muted", "tabular");
        count.setId("token-count");
        var chat = new ChatEditor(model.chat(), this::editAsText);
        chat.visibleProperty().bind(model.readingProperty().isEqualTo(Reading.CHAT));
        chat.managedProperty().bind(chat.visibleProperty());
        field.visibleProperty().bind(chat.visibleProperty().not());
        field.managedProperty().bind(field.visibleProperty());
        var words = new VBox(field, chat, tokens, problem);
        words.getStyleClass().add("prompt-words");
        HBox.setHgrow(words, Priority.ALWAYS);
        Button runButton = Icons.button(Feather.PLAY, "Run", run);
        runButton.setId("run");
        runButton.getStyleClass().add("primary");
        runButton.setMaxWidth(Double.MAX_VALUE);
        var side = new VBox(runButton, count);
        side.getStyleClass().add("prompt-side");
        getChildren().addAll(reading(), words, side);
        model.tokensProperty().subscribe(list -> {
            tokens.setTokens(list);
            count.setText(list.isEmpty() ? "" : list.size() + (list.size() == 1 ? " token" : " tokens"));
        });
    }

    ObjectProperty<Palette> paletteProperty() {
        return tokens.paletteProperty();
    }

    TextArea field() {
        return field;
    }

    private void editAsText() {
        model.editAsText();
        field.requestFocus();
    }

    private void setUpField() {
        field.setId("prompt");
        field.setWrapText(true);
        field.setPrefRowCount(1);
        field.setAccessibleText("Prompt");
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::leave);
        field.setTooltip(new Tooltip("What the model reads; Ctrl+Enter runs it"));
        field.promptTextProperty().bind(Bindings.createStringBinding(this::hint, model.readingProperty(),
                workbench.workspace().modelProperty()));
        field.textProperty().bindBidirectional(model.textProperty());
        ruler.fontProperty().bind(field.fontProperty());
        field.textProperty().subscribe(_ -> fit());
        field.widthProperty().subscribe(_ -> fit());
    }

    /// Tab goes on to the next control, as everywhere else; a tab can be pasted.
    private void leave(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown()) {
            event.consume();
            field.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
        }
    }

    private String hint() {
        if (model.readingProperty().get() == Reading.TEXT) {
            return "Type a prompt";
        }
        return workbench.workspace().modelProperty().get().filter(open -> open.card().tokenizer().isEmpty()).isPresent()
                ? "This model has no tokenizer: type token ids, such as 1, 2, 3"
                : "Type token ids, such as 1, 2, 3";
    }

    /// As many rows as the text needs, within reason.
    private void fit() {
        ruler.setWrappingWidth(Math.max(100, field.getWidth() - 28));
        String text = field.getText();
        ruler.setText(text.length() > 2000 ? text.substring(0, 2000) : text.isEmpty() ? " " : text);
        double line = ruler.getFont().getSize() * 1.2;
        int rows = (int) Math.round(ruler.getLayoutBounds().getHeight() / line);
        field.setPrefRowCount(Math.clamp(rows, 1, MOST_LINES));
    }

    private void setUpProblem() {
        problem.setId("prompt-problem");
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.textProperty().bind(model.problemProperty().map(now -> now.map(PromptStrip::words).orElse("")));
        problem.visibleProperty().bind(model.problemProperty().map(Optional::isPresent));
        problem.managedProperty().bind(problem.visibleProperty());
    }

    private static String words(SextantException failure) {
        return Sentence.of(failure.what() + ", " + failure.where()) + " " + Sentence.of(failure.remedy());
    }

    private VBox reading() {
        var group = new ToggleGroup();
        ToggleButton text = toggle("Text", Reading.TEXT, "Read the prompt as text, with the model's own tokenizer",
                group);
        text.disableProperty().bind(onlyIds());
        ToggleButton ids = toggle("Ids", Reading.IDS, "Read the prompt as token ids, taken as they are", group);
        text.getStyleClass().add("left-pill");
        ToggleButton chat = toggle("Chat", Reading.CHAT, ChatToggle.tip(), group);
        chat.setId("reading-chat");
        ids.getStyleClass().add("center-pill");
        chat.getStyleClass().add("right-pill");
        var toggles = new HBox(text, ids, new ChatToggle(chat, model.chat()));
        var offers = new HBox(history(), examples(), special());
        offers.getStyleClass().add("prompt-offers");
        var side = new VBox(toggles, offers);
        side.getStyleClass().add("prompt-side");
        return side;
    }

    /// Rendered conversations name their special tokens themselves, so that adding them can be switched off.
    private ToggleButton special() {
        String tip = "Let the tokenizer add its special tokens to the text, such as the one that begins it";
        ToggleButton button = new ToggleButton("+‹s›");
        button.setId("special-tokens");
        button.getStyleClass().add("small-toggle");
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.selectedProperty().bindBidirectional(model.specialTokensProperty());
        button.disableProperty().bind(model.readingProperty().isNotEqualTo(Reading.TEXT));
        return button;
    }

    /// Whether the open model takes no text.
    private ObservableValue<Boolean> onlyIds() {
        return workbench.workspace().modelProperty()
                .map(open -> open.filter(now -> now.card().tokenizer().isEmpty()).isPresent());
    }

    private ToggleButton toggle(String word, Reading reading, String tip, ToggleGroup group) {
        ToggleButton button = new ToggleButton(word);
        button.setToggleGroup(group);
        button.setTooltip(new Tooltip(tip));
        button.setAccessibleText(tip);
        button.getStyleClass().add("small-toggle");
        button.setMinWidth(USE_PREF_SIZE);
        model.readingProperty().subscribe(now -> button.setSelected(now == reading));
        button.setOnAction(_ -> {
            button.setSelected(true);
            model.readingProperty().set(reading);
        });
        return button;
    }

    private MenuButton history() {
        MenuButton button = new MenuButton();
        button.setGraphic(new FontIcon(Feather.CLOCK));
        button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        button.setTooltip(new Tooltip("Prompts that were run before"));
        button.setAccessibleText("Recent prompts");
        button.setId("recent-prompts");
        workbench.preferences().preferencesProperty().subscribe(now -> button.getItems()
                .setAll(now.recentPrompts().stream().limit(20).map(this::recent).toList()));
        button.disableProperty().bind(Bindings.isEmpty(button.getItems()));
        return button;
    }

    private MenuButton examples() {
        MenuButton button = new MenuButton();
        button.setGraphic(new FontIcon(Feather.BOOK_OPEN));
        button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
        button.setTooltip(new Tooltip("Prompts to begin with"));
        button.setAccessibleText("Example prompts");
        button.disableProperty().bind(onlyIds());
        button.setId("example-prompts");
        BackgroundTask.working("Reading the examples", ExamplePrompts::all)
                .onSuccess(all -> workbench.start().openDemoProperty()
                        .subscribe(demo -> button.getItems().setAll(examples(demo, all))))
                .startWith(workbench.tasks());
        return button;
    }

    /// First what the open demo model suggests.
    private List<MenuItem> examples(Optional<DemoModel> demo, List<ExamplePrompts.Example> all) {
        List<MenuItem> items = new ArrayList<>();
        demo.stream().flatMap(open -> open.suggestions().stream())
                .forEach(suggestion -> items.add(example(suggestion.title(), suggestion.prompt())));
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        all.forEach(example -> items.add(example(example.shows(), example.text())));
        return items;
    }

    private MenuItem example(String title, String prompt) {
        Label shows = new Label(title);
        shows.getStyleClass().add("example-name");
        Label text = new Label(prompt);
        text.getStyleClass().add("muted");
        MenuItem item = new MenuItem("", new VBox(shows, text));
        item.setOnAction(_ -> type(prompt, Reading.TEXT));
        return item;
    }

    /// Puts a text in the place of what is typed, as one step that can be undone.
    private void type(String text, Reading reading) {
        model.readingProperty().set(reading);
        model.specialTokensProperty().set(true);
        field.replaceText(0, field.getLength(), text);
    }

    private MenuItem recent(RecentPrompt prompt) {
        String line = prompt.typed().replace('\n', '⏎');
        MenuItem item = new MenuItem(
                line.length() > LONGEST_MENU_TEXT ? line.substring(0, LONGEST_MENU_TEXT) + "…" : line);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> type(prompt.typed(), prompt.ids() ? Reading.IDS : Reading.TEXT));
        return item;
    }
}
