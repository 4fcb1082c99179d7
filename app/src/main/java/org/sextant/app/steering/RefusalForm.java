package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

import org.sextant.app.steering.VectorQuestion.RefusalChoice;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;

/// Where the direction of refusing is sought, how refusals begin, and what a candidate must keep to.
final class RefusalForm extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final String TOKENS = "\\s*|\\s*[-−]\\d{1,3}(\\s*,\\s*[-−]\\d{1,3})*\\s*";

    private final VectorInputs inputs;

    RefusalForm(VectorInputs inputs) {
        this.inputs = inputs;
        setId("refusal-form");
        getStyleClass().add("add-form");
        var head = new Label("What is tried, at every layer");
        head.getStyleClass().add("form-title");
        Limits limits = choice().limits();
        getChildren().addAll(head, FormLines.of("Sites", sites(), ""), tokens(), beside(),
                FormLines.of("Begins", begins(), "how refusals begin, one a line"),
                limit("Deepest", "share of the blocks that may be chosen; above 1 the last block's output too",
                        limits.deepest(), (now, value) -> new Limits(value, now.divergence(), now.induced())),
                limit("Divergence", "in nats, that its removal may cause in answers at the most", limits.divergence(),
                        (now, value) -> new Limits(now.deepest(), value, now.induced())),
                limit("Induced", "score, that its addition must bring answers to", limits.induced(),
                        (now, value) -> new Limits(now.deepest(), now.divergence(), value)));
    }

    private RefusalChoice choice() {
        return inputs.refusalProperty().get();
    }

    private void candidates(Candidates next) {
        inputs.refusalProperty().set(new RefusalChoice(next, choice().limits(), choice().begins()));
    }

    private Node sites() {
        var boxes = new FlowPane(8, 4);
        boxes.setPrefWrapLength(360);
        for (SiteKind kind : inputs.sitesProperty().get()) {
            var box = new CheckBox(label(kind));
            box.setId("site-" + label(kind));
            box.setTooltip(new Tooltip(meaning(kind)));
            box.setSelected(choice().candidates().sites().contains(kind));
            box.selectedProperty().subscribe((before, on) -> pick(kind, on, box));
            boxes.getChildren().add(box);
        }
        return boxes;
    }

    /// One at least stays.
    private void pick(SiteKind kind, boolean on, CheckBox box) {
        Candidates now = choice().candidates();
        List<SiteKind> sites = new ArrayList<>(now.sites());
        sites.remove(kind);
        if (on) {
            sites.add(kind);
        }
        if (sites.isEmpty()) {
            box.setSelected(true);
        } else if (!sites.equals(now.sites())) {
            sites.sort(null);
            candidates(new Candidates(sites, now.positions(), now.besideHarmless()));
        }
    }

    private Node tokens() {
        var field = new TextField(choice().candidates().positions().stream().map(String::valueOf)
                .collect(Collectors.joining(", ")));
        field.setId("refusal-tokens");
        field.setPromptText(inputs.canConverseProperty().get() ? "template" : "−1");
        field.setPrefColumnCount(8);
        field.setAccessibleText("Tokens from the end that are tried");
        field.textProperty().subscribe((before, text) -> {
            boolean takes = text.matches(TOKENS);
            field.pseudoClassStateChanged(INVALID, !takes);
            if (takes) {
                List<Integer> positions = Stream.of(text.replace('−', '-').split(",")).map(String::strip)
                        .filter(part -> !part.isEmpty()).map(Integer::valueOf).distinct().toList();
                Candidates now = choice().candidates();
                candidates(new Candidates(now.sites(), positions, now.besideHarmless()));
            }
        });
        return FormLines.of("Tokens", field, "from the end, such as −1, −2; none: all of the template");
    }

    private Node beside() {
        var beside = new CheckBox("only the part at right angles to what is answered");
        beside.setId("refusal-beside");
        beside.setSelected(choice().candidates().besideHarmless());
        beside.selectedProperty().subscribe((before, on) -> candidates(
                new Candidates(choice().candidates().sites(), choice().candidates().positions(), on)));
        return beside;
    }

    private Node begins() {
        var area = new TextArea(choice().begins());
        area.setId("refusal-begins");
        area.setPrefRowCount(2);
        area.setPrefColumnCount(16);
        area.setAccessibleText("How refusals begin, one a line");
        area.textProperty().subscribe((before, text) -> inputs.refusalProperty()
                .set(new RefusalChoice(choice().candidates(), choice().limits(), text)));
        return area;
    }

    /// Gives limits with another number.
    @FunctionalInterface
    private interface Changed {
        Limits of(Limits now, double value);
    }

    private Node limit(String name, String meaning, double value, Changed with) {
        return FormLines.number(name, meaning, value, Double::isFinite, typed -> inputs.refusalProperty()
                .set(new RefusalChoice(choice().candidates(), with.of(choice().limits(), typed), choice().begins())));
    }

    /// `resid_pre`.
    static String label(SiteKind kind) {
        return kind.suffix().replace("hook_", "").toLowerCase(Locale.ROOT);
    }

    static String meaning(SiteKind kind) {
        return switch (kind) {
            case RESID_PRE -> "before the block";
            case RESID_MID -> "between attention and MLP";
            case RESID_POST -> "after the block";
            case ATTN_OUT -> "what attention adds";
            case MLP_OUT -> "what the MLP adds";
            default -> "";
        };
    }
}
