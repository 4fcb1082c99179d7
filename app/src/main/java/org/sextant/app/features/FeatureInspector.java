package org.sextant.app.features;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.Numbers;
import org.sextant.app.features.FeaturesViewModel.Kind;
import org.sextant.app.state.SelectedFeature;
import org.sextant.app.view.CopyTable;
import org.sextant.runtime.session.FeaturePage;
import org.sextant.runtime.session.FeaturePage.TokenEffect;
import org.sextant.runtime.session.FeaturesResult.Active;

/// The feature that is looked at, in brief: its label, what it does here, what it promotes, and steering by it.
final class FeatureInspector extends VBox {
    private static final int PROMOTED = 8;

    private final FeaturesViewModel model;
    private final Label title = new Label();
    private final GridPane figures = new GridPane();
    private final Map<FeatureUse, Button> uses = new EnumMap<>(FeatureUse.class);
    private final Map<FeatureUse, Tooltip> meanings = new EnumMap<>(FeatureUse.class);
    private final Label promotedTitle = new Label("Promoted tokens");
    private final CopyTable<TokenEffect> promoted = FeatureLists.tokens("inspector-promoted", "token");

    FeatureInspector(FeaturesViewModel model) {
        this.model = model;
        setId("features-inspector");
        getStyleClass().add("features-inspector");
        title.setId("inspected-feature");
        title.setWrapText(true);
        title.getStyleClass().add("list-title");
        var name = new ColumnConstraints();
        name.setMinWidth(USE_PREF_SIZE);
        var value = new ColumnConstraints();
        value.setHalignment(HPos.RIGHT);
        value.setHgrow(Priority.ALWAYS);
        figures.getColumnConstraints().setAll(name, value);
        figures.getStyleClass().add("statistics-grid");
        promotedTitle.getStyleClass().add("inspector-title");
        var page = new Button("Open its page");
        page.setId("feature-page");
        page.setTooltip(new Tooltip("Examples, logits, neighbours and its label"));
        page.setOnAction(_ -> model.kindProperty().set(Kind.FEATURE));
        page.disableProperty().bind(model.prompt().featureProperty().map(OptionalInt::isEmpty));
        var steer = new Label("Steer");
        steer.getStyleClass().add("inspector-title");
        getChildren().setAll(title, figures, page, steer, buttons(), promotedTitle, promoted);
        model.prompt().featureProperty().subscribe(_ -> show());
        model.prompt().featuresProperty().subscribe(_ -> show());
        model.prompt().selectionProperty().subscribe(_ -> show());
        model.page().pageProperty().subscribe(_ -> show());
        model.harvest().harvestedProperty().subscribe(_ -> show());
        model.labels().textsProperty().subscribe(this::show);
    }

    private HBox buttons() {
        var row = new HBox();
        row.getStyleClass().add("feature-uses");
        for (FeatureUse use : FeatureUse.values()) {
            var button = new Button(use.title());
            button.setId("use-" + use.name().toLowerCase(Locale.ROOT));
            button.setOnAction(_ -> model.use(use));
            button.setMinWidth(USE_PREF_SIZE);
            // A disabled button shows no tooltip; what it stands on does.
            var ground = new StackPane(button);
            var meaning = new Tooltip();
            Tooltip.install(ground, meaning);
            uses.put(use, button);
            meanings.put(use, meaning);
            row.getChildren().add(ground);
        }
        return row;
    }

    private void show() {
        Optional<FeatureUse.Feature> feature = model.feature();
        title.setText(feature.map(each -> capitalised(SelectedFeature.words(each.number(), each.label())))
                .orElse("No feature is selected."));
        figures.getChildren().clear();
        feature.ifPresent(each -> figures(each).forEach(
                line -> figures.addRow(figures.getRowCount(), new Label(line.getKey()), number(line.getValue()))));
        for (FeatureUse use : FeatureUse.values()) {
            Optional<String> obstacle = feature.flatMap(use::obstacle);
            uses.get(use).setDisable(feature.isEmpty() || obstacle.isPresent());
            meanings.get(use).setText(use.description() + obstacle.map(why -> ".\n" + why).orElse(""));
            uses.get(use).setAccessibleHelp(meanings.get(use).getText());
        }
        List<TokenEffect> tokens = model.page().pageProperty().get().map(FeaturePage::promoted).orElse(List.of());
        promoted.show(tokens.stream().limit(PROMOTED).toList());
        promoted.setVisible(!tokens.isEmpty());
        promotedTitle.setVisible(!tokens.isEmpty());
    }

    private List<Map.Entry<String, String>> figures(FeatureUse.Feature feature) {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry("SAE", SaesViewModel.name(feature.sae().folder())));
        lines.add(Map.entry("site", feature.sae().site()));
        model.prompt().features().ifPresent(all -> {
            lines.add(Map.entry("max here", Numbers.format(all.largest(feature.number()))));
            lines.add(Map.entry("active tokens", all.of(feature.number()).size() + " of " + all.tokens().size()));
            model.prompt().token().ifPresent(position -> {
                Active here = all.at(feature.number(), position);
                lines.add(Map.entry("at token " + position, Numbers.format(here.activation())));
                lines.add(Map.entry("share there", Numbers.format(here.share())));
                lines.add(Map.entry("error there", Numbers.format(all.fits().get(position).relative()) + " of ‖x‖"));
            });
        });
        model.harvest().harvestedProperty().get().map(HarvestViewModel.Harvested::summary)
                .filter(counted -> feature.number() < counted.features().size()).ifPresent(counted -> {
                    lines.add(Map.entry("density", Numbers.format(counted.density(feature.number()))));
                    lines.add(Map.entry("max in corpus",
                            Numbers.format(counted.features().get(feature.number()).max())));
                });
        return lines;
    }

    private static String capitalised(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Label number(String text) {
        var label = new Label(text);
        label.getStyleClass().add("tabular");
        label.setMinWidth(0);
        return label;
    }
}
