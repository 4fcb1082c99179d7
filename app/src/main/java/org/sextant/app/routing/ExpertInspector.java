package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.routing.ExpertViewModel.Seen;
import org.sextant.app.routing.ExpertViewModel.Work;
import org.sextant.app.steering.RowText;
import org.sextant.app.steering.ValueField;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.routing.ExpertGain.Mode;

/// The selected expert: what it did on this prompt, which tokens it saw, and changing it.
final class ExpertInspector extends VBox {
    private static final String HINT = "Click a cell to see what its expert did, and to change it.";

    private final ExpertViewModel model;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final ValueField gain;
    private final FlowPane actions = new FlowPane();
    private final Label note = new Label();
    private final HBox weighingLine;
    private final HBox gainLine;
    private final Label seenTitle = new Label("Tokens that it saw");
    private final CopyTable<Seen> seen = new CopyTable<>("routing-seen", "Tokens that the selected expert saw",
            List.of(Column.count("at", 40, Seen::position),
                    Column.text("token", 72, Seen::text, Seen::text),
                    Column.text("rank", 44, each -> "#" + each.rank(), each -> Integer.toString(each.rank())),
                    Column.share("weight", 68, Seen::weight)));
    private boolean showing;

    ExpertInspector(ExpertViewModel model) {
        this.model = model;
        setId("routing-inspector");
        getStyleClass().add("routing-inspector");
        title.setId("routing-expert");
        title.getStyleClass().add("list-title");
        facts.setId("routing-expert-facts");
        facts.setWrapText(true);
        facts.setMinHeight(USE_PREF_SIZE);
        facts.getStyleClass().add("muted");
        gain = new ValueField(value -> value >= 0, model::setGain);
        gain.setId("routing-gain");
        gain.name("Gain of the expert", "what its weight is multiplied by, 0 or more; 0 switches it off");
        var label = new Label("gain");
        label.setLabelFor(gain);
        gainLine = line(label, gain);
        weighingLine = line(weighing());
        note.setId("routing-expert-note");
        note.setWrapText(true);
        note.setMinHeight(USE_PREF_SIZE);
        note.managedProperty().bind(note.textProperty().isNotEmpty());
        actions.getStyleClass().add("expert-actions");
        for (ExpertChange change : ExpertChange.values()) {
            actions.getChildren().add(button(change));
        }
        seenTitle.getStyleClass().add("section-title");
        seen.setMinHeight(72);
        VBox.setVgrow(seen, Priority.ALWAYS);
        getChildren().setAll(title, facts, gainLine, actions, weighingLine, note, seenTitle, seen);
        seen.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && !showing) {
                model.selectToken(row.position());
            }
        });
        model.workProperty().subscribe(_ -> show());
        model.addressProperty().subscribe(_ -> show());
        model.gainProperty().subscribe(now -> gain.show(now));
        model.noteProperty().subscribe(note::setText);
    }

    private static HBox line(Node... nodes) {
        var line = new HBox(nodes);
        line.getStyleClass().add("form-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node weighing() {
        var box = new PickBox<Mode>("routing-weighing", "What becomes of the other experts of a token", RowText::mode,
                RowText::meaning, model.weighingProperty()::set);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        model.weighingProperty().subscribe(now -> box.offer(List.copyOf(ExpertViewModel.WEIGHINGS), now));
        return box;
    }

    /// Goes to what can be done with the expert.
    void enter() {
        actions.getChildren().getFirst().requestFocus();
    }

    private Button button(ExpertChange change) {
        var button = new Button(change.title());
        button.setId("routing-" + change.name().toLowerCase(Locale.ROOT));
        button.setMinWidth(USE_PREF_SIZE);
        button.setTooltip(new Tooltip(change.description()));
        button.setOnAction(_ -> model.change(change));
        return button;
    }

    private void show() {
        Optional<ExpertAddress> expert = model.addressProperty().get();
        Optional<Work> work = model.workProperty().get();
        title.setText(expert.map(each -> "Layer " + each.layer() + ", expert " + each.expert())
                .orElse("No expert is selected"));
        facts.setText(expert.isEmpty() ? HINT : work.map(ExpertInspector::facts).orElse(""));
        gainLine.setVisible(expert.isPresent());
        actions.setVisible(expert.isPresent());
        weighingLine.setVisible(expert.isPresent());
        boolean listing = work.isPresent();
        seenTitle.setVisible(listing);
        seen.setVisible(listing);
        showing = true;
        List<Seen> rows = work.map(Work::seen).orElse(List.of());
        if (!rows.equals(List.copyOf(seen.getItems()))) {
            seen.getItems().setAll(rows);
        }
        showing = false;
    }

    private static String facts(Work work) {
        List<String> facts = new ArrayList<>();
        facts.add("Saw " + work.seen().size() + " of " + work.tokens() + " tokens"
                + (work.before().isPresent() ? " (unsteered " + work.before().getAsInt() + ")" : ""));
        facts.add("mean weight when chosen " + (work.seen().isEmpty() ? "–" : Numbers.format(work.meanWeight())));
        facts.add("mean router probability " + Numbers.format(work.probability()));
        return String.join("\n", facts);
    }
}
