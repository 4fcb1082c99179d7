package org.sextant.app.features;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.view.CopyTable;
import org.sextant.app.view.CopyTable.Column;
import org.sextant.app.view.Segments;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.FeaturePage.Neighbour;
import org.sextant.runtime.session.FeaturePage.TokenEffect;

/// What a feature goes with: the tokens whose logits it moves, features alike, features at the same tokens.
final class FeatureLists extends VBox {
    private static final int MOST_TOGETHER = 50;

    /// Which list is shown.
    private enum Which {
        LOGITS("Logits", "Tokens that it promotes and suppresses, by its decoder row alone"), NEIGHBOURS("Alike",
                "Features with the most similar decoder rows"),
        TOGETHER("Together",
                "Features at the same tokens: in the harvest, else on this prompt");

        private final String title;
        private final String description;

        Which(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }
    }

    /// Another feature at the same tokens.
    private record Companion(int feature, long tokens, double jaccard) {}

    private final FeaturesViewModel model;
    private final ObjectProperty<Which> which = new SimpleObjectProperty<>(this, "which", Which.LOGITS);
    private final CopyTable<TokenEffect> promoted = tokens("feature-promoted", "promoted");
    private final CopyTable<TokenEffect> suppressed = tokens("feature-suppressed", "suppressed");
    private final Label withoutLogits = new Label();
    private final CopyTable<Neighbour> neighbours;
    private final CopyTable<Companion> together;
    private final Label togetherWhere = new Label();

    FeatureLists(FeaturesViewModel model) {
        this.model = model;
        neighbours = new CopyTable<>("feature-neighbours", "Features alike", List.of(
                Column.count("feature", 56, Neighbour::feature),
                Column.text("label", 90, row -> model.labels().of(row.feature()),
                        row -> model.labels().of(row.feature())),
                number("cosine", 68, Neighbour::cosine)));
        together = new CopyTable<>("feature-together", "Features at the same tokens", List.of(
                Column.count("feature", 56, Companion::feature),
                Column.text("label", 70, row -> model.labels().of(row.feature()),
                        row -> model.labels().of(row.feature())),
                Column.count("tokens", 56, row -> (int) row.tokens()),
                number("Jaccard", 66, Companion::jaccard)));
        opening(neighbours, Neighbour::feature);
        opening(together, Companion::feature);
        withoutLogits.setWrapText(true);
        withoutLogits.getStyleClass().add("muted");
        withoutLogits.managedProperty().bind(withoutLogits.visibleProperty());
        togetherWhere.getStyleClass().add("muted");
        getStyleClass().add("feature-column");
        Node logits = scrolled(new VBox(withoutLogits, promoted, suppressed));
        Node alike = scrolled(neighbours);
        Node companions = scrolled(new VBox(togetherWhere, together));
        var stack = new StackPane(logits, alike, companions);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().setAll(new Segments<>("list-", Which.class, which, Which::title, Which::description), stack);
        which.subscribe(now -> {
            logits.setVisible(now == Which.LOGITS);
            alike.setVisible(now == Which.NEIGHBOURS);
            companions.setVisible(now == Which.TOGETHER);
        });
    }

    private static ScrollPane scrolled(Node content) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.getStyleClass().add("edge-to-edge");
        return pane;
    }

    static CopyTable<TokenEffect> tokens(String name, String title) {
        return new CopyTable<>(name, "Tokens " + title, List.of(
                Column.text(title, 110, row -> VisibleText.of(row.text()), TokenEffect::text),
                number("logit", 72, TokenEffect::effect)));
    }

    private static <T> Column<T> number(String title, double width, ToDoubleFunction<T> value) {
        return new Column<>(title, width, true, row -> Numbers.format(value.applyAsDouble(row)),
                row -> Double.toString(value.applyAsDouble(row)), row -> 0, false);
    }

    /// A double click or Enter goes to the feature of a row.
    private <T> void opening(CopyTable<T> table, ToIntFunction<T> feature) {
        Runnable open = () -> {
            T chosen = table.getSelectionModel().getSelectedItem();
            if (chosen != null) {
                model.prompt().select(feature.applyAsInt(chosen));
            }
        };
        table.addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                open.run();
            }
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open.run();
                event.consume();
            }
        });
    }

    /// Shows what is known of the feature that is looked at.
    void show(Optional<Evidence> evidence) {
        Optional<FeaturePage> page = model.page().pageProperty().get();
        promoted.show(page.map(FeaturePage::promoted).orElse(List.of()));
        suppressed.show(page.map(FeaturePage::suppressed).orElse(List.of()));
        withoutLogits.setText(page.flatMap(FeaturePage::withoutLogits).orElse(""));
        withoutLogits.setVisible(!withoutLogits.getText().isEmpty());
        for (Node each : List.of(promoted, suppressed)) {
            each.setVisible(!withoutLogits.isVisible());
        }
        neighbours.show(page.map(FeaturePage::neighbours).orElse(List.of()));
        togetherWhere.setText(evidence.isPresent() ? "in the harvest" : "on this prompt");
        together.show(evidence.map(FeatureLists::inHarvest).orElseGet(this::onPrompt));
    }

    private static List<Companion> inHarvest(Evidence evidence) {
        return evidence.feature().together().stream()
                .map(each -> new Companion(each.feature(), each.tokens(), each.jaccard())).toList();
    }

    private List<Companion> onPrompt() {
        int feature = model.prompt().featureProperty().get().orElse(-1);
        return model.prompt().features().stream().flatMap(all -> all.together(feature).stream()).limit(MOST_TOGETHER)
                .map(each -> new Companion(each.feature(), each.tokens(), each.jaccard())).toList();
    }
}
