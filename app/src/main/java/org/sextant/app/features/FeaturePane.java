package org.sextant.app.features;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.sextant.app.chart.HistogramPane;
import org.sextant.app.chart.Numbers;
import org.sextant.app.features.PageViewModel.Examples;
import org.sextant.app.view.Segments;
import org.sextant.app.view.StatePane;
import org.sextant.app.view.StateShower;
import org.sextant.runtime.harvest.HarvestSummary;
import org.sextant.runtime.session.FeaturePage;

/// One feature: its label, where it is active, how often and how strongly, and what it is by its weights.
final class FeaturePane extends VBox {
    private final FeaturesViewModel model;
    private final Label name = new Label();
    private final Label counted = new Label();
    private final Label facts = new Label();
    private final ExampleList examples = new ExampleList();
    private final HistogramPane histogram;
    private final FeatureLists lists;

    FeaturePane(FeaturesViewModel model, Executor pixels) {
        this.model = model;
        histogram = new HistogramPane(pixels);
        histogram.setId("feature-histogram");
        histogram.setMinHeight(100);
        lists = new FeatureLists(model);
        getStyleClass().add("feature-page");
        name.setId("feature-name");
        name.getStyleClass().add("list-title");
        name.setMinWidth(USE_PREF_SIZE);
        var label = new LabelField(model);
        HBox.setHgrow(label, Priority.ALWAYS);
        var head = new HBox(name, label);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("feature-head");
        var body = new HBox(texts(), weights());
        body.getStyleClass().add("feature-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().setAll(head, body);
        model.prompt().featureProperty().subscribe(_ -> show());
        model.page().pageProperty().subscribe(_ -> show());
        model.page().evidenceProperty().subscribe(_ -> show());
        model.page().examplesProperty().subscribe(_ -> show());
        model.harvest().harvestedProperty().subscribe(_ -> show());
    }

    /// What was seen in texts, at the left.
    private VBox texts() {
        var kinds = new Segments<>("examples-", Examples.class, model.page().examplesProperty(), Examples::title,
                Examples::description);
        counted.setId("harvest-about");
        counted.getStyleClass().add("muted");
        counted.setMinWidth(0);
        var head = new HBox(kinds, counted);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("feature-head");
        var state = new StatePane(examples);
        StateShower.follow(model.harvest().stateProperty(), state, model.harvest()::harvest);
        VBox.setVgrow(state, Priority.ALWAYS);
        var column = new VBox(head, state);
        column.getStyleClass().add("feature-column");
        column.setMinWidth(0);
        HBox.setHgrow(column, Priority.ALWAYS);
        column.setPrefWidth(440);
        return column;
    }

    /// How often it was active, and what it is by its weights.
    private HBox weights() {
        facts.setId("feature-facts");
        facts.setWrapText(true);
        facts.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(histogram, Priority.ALWAYS);
        var often = new VBox(facts, histogram);
        often.getStyleClass().add("feature-column");
        often.setMinWidth(160);
        often.setPrefWidth(240);
        var state = new StatePane(lists);
        StateShower.follow(model.page().stateProperty(), state, model.page()::again);
        state.setMinWidth(200);
        state.setPrefWidth(264);
        var both = new HBox(often, state);
        both.getStyleClass().add("feature-body");
        return both;
    }

    private void show() {
        name.setText(model.prompt().featureProperty().get().stream().mapToObj(number -> "Feature " + number).findFirst()
                .orElse("No feature"));
        Optional<Evidence> evidence = model.page().evidenceProperty().get();
        Optional<HarvestSummary> summary = model.harvest().harvestedProperty().get()
                .map(HarvestViewModel.Harvested::summary);
        counted.setText(summary.map(FeaturePane::about).orElse(""));
        evidence.ifPresent(seen -> examples.show(
                model.page().examplesProperty().get() == Examples.STRONGEST ? seen.strongest() : seen.random(),
                seen.feature().row().max()));
        evidence.filter(seen -> seen.feature().binWidth() > 0).ifPresentOrElse(
                seen -> histogram.show(FeatureFigures.histogram(seen, name.getText().toLowerCase(Locale.ROOT))),
                histogram::clear);
        facts.setText(facts(evidence, model.page().pageProperty().get()));
        lists.show(evidence);
    }

    /// `200,000 tokens of texts.txt`.
    private static String about(HarvestSummary summary) {
        String corpus = summary.about().getOrDefault("corpus_path", "");
        return String.format(Locale.ROOT, "%,d tokens of %s%s", summary.tokens(),
                corpus.substring(corpus.lastIndexOf('/') + 1), summary.complete() ? "" : ", broken off");
    }

    private static String facts(Optional<Evidence> evidence, Optional<FeaturePage> page) {
        List<String> lines = Stream.concat(evidence.stream().flatMap(seen -> Stream.of(
                "density " + Numbers.format(seen.feature().density()) + " (" + seen.feature().row().tokens()
                        + " tokens)",
                "mean " + Numbers.format(seen.feature().row().mean()) + " where active",
                "max " + Numbers.format(seen.feature().row().max()))),
                page.stream().map(each -> "‖W_dec‖ " + Numbers.format(each.decoderNorm()))).toList();
        return String.join("\n", lines);
    }
}
