package org.sextant.app.shell;

import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.ProgressText;
import org.sextant.assets.demo.DemoModel;

/// One demo model: what it is, opening it, and what to try with it.
final class DemoCard extends VBox {
    private static final double TOOLTIP_WIDTH = 420;

    private final Button open = new Button("Open", new FontIcon(Feather.BOX));

    /// @param chosen called before something is opened or run
    DemoCard(DemoModel demo, StartModel start, Runnable chosen) {
        getStyleClass().add("demo-card");
        setId("demo-" + demo.name());
        open.setId("open-" + demo.name());
        open.setMinWidth(USE_PREF_SIZE);
        Press.sets(open, "Open the demo model " + demo.name() + " and run its first prompt", () -> {
            chosen.run();
            start.open(demo.address());
        });
        getChildren().addAll(head(demo), wrapped(demo.summary(), "demo-summary"));
        if (!demo.suggestions().isEmpty()) {
            Label what = new Label("WHAT TO TRY");
            what.getStyleClass().add("section-title");
            getChildren().add(what);
        }
        demo.suggestions().forEach(suggestion -> getChildren().add(tryOut(demo, suggestion, start, chosen)));
    }

    /// Opens the model.
    Button open() {
        return open;
    }

    private HBox head(DemoModel demo) {
        Label name = new Label(demo.name());
        name.getStyleClass().add("card-title");
        name.setMinWidth(USE_PREF_SIZE);
        Label facts = new Label(facts(demo));
        facts.getStyleClass().addAll("muted", "tabular");
        facts.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(facts, Priority.ALWAYS);
        var head = new HBox(name, facts, open);
        head.getStyleClass().add("demo-head");
        return head;
    }

    /// `Llama · 6 layers · 3.1 M parameters · 6.2 MB`.
    static String facts(DemoModel demo) {
        return demo.family() + " · " + demo.layers() + " layers · " + rounded(demo.parameters()) + " parameters · "
                + ProgressText.bytes(demo.bytes());
    }

    /// `3.1 M`, `845 K`: the card of the open model counts them.
    private static String rounded(long count) {
        return count < 1_000_000
                ? Math.round(count / 1e3) + " K"
                : String.format(Locale.ROOT, "%.1f M", count / 1e6);
    }

    private static Button tryOut(
            DemoModel demo,
            DemoModel.Suggestion suggestion,
            StartModel start,
            Runnable chosen) {
        Label title = new Label(suggestion.title());
        Label prompt = new Label(suggestion.prompt());
        prompt.getStyleClass().add("demo-prompt");
        var words = new VBox(title, prompt);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var line = new HBox(new FontIcon(Feather.PLAY), words);
        line.getStyleClass().add("demo-try");
        Button button = new Button("", line);
        button.getStyleClass().addAll("flat", "row-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        line.prefWidthProperty().bind(button.widthProperty().subtract(20));
        Press.sets(button, "Open " + demo.name() + " and run: " + suggestion.prompt(), () -> {
            chosen.run();
            start.tryOut(demo, suggestion);
        });
        button.setAccessibleText(suggestion.title() + ": run “" + suggestion.prompt() + "” on " + demo.name());
        Tooltip tip = button.getTooltip();
        tip.setWrapText(true);
        tip.setMaxWidth(TOOLTIP_WIDTH);
        return button;
    }

    private static Label wrapped(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }
}
