package org.sextant.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

import org.sextant.app.activations.LensPicture;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.compare.PromptPicture.Measure;
import org.sextant.app.state.SiteName;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.ScaleControls;
import org.sextant.app.view.Segments;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.Statistic;

/// What can be chosen for each picture.
final class CompareChoices extends HBox {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");

    private final CompareViewModel model;

    CompareChoices(CompareViewModel model, LayersPane layers, SimilarityPane matrix, BesidePane beside,
            OpenDialog files) {
        this.model = model;
        getStyleClass().add("view-controls");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        getChildren().setAll(only(PairKind.PROMPT, measure()), only(PairKind.LAYERS, layerMeasure()),
                only(PairKind.LAYERS, layerScales(layers)), only(PairKind.MATRIX, statistic()),
                only(PairKind.MATRIX, texts(files)), only(PairKind.MATRIX, new ScaleControls(matrix.scale())),
                only(PairKind.GENERATION, writing()), only(PairKind.PICTURES, pictures(files)),
                only(PairKind.PICTURES, new ScaleControls(beside.scale())));
    }

    private Node only(PairKind shown, Region node) {
        return when(model.kindProperty().isEqualTo(shown), node);
    }

    private static <T extends Region> T when(ObservableBooleanValue condition, T node) {
        node.setMinWidth(USE_PREF_SIZE);
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
        return node;
    }

    private Region measure() {
        var segments = new Segments<>("compare-measure-", Measure.class, model.prompt().measureProperty(),
                Measure::title, Measure::description);
        segments.disableProperty().bind(model.prompt().pictureProperty()
                .map(picture -> picture.filter(shown -> !shown.hasDivergence()).isPresent()));
        return segments;
    }

    private Region layerMeasure() {
        return new Segments<>("compare-layers-", LayerMeasure.class, model.prompt().layerMeasureProperty(),
                LayerMeasure::title, LayerMeasure::description);
    }

    private Region layerScales(LayersPane layers) {
        var box = new HBox();
        for (LayerMeasure each : LayerMeasure.values()) {
            box.getChildren().add(when(model.prompt().layerMeasureProperty().isEqualTo(each),
                    new ScaleControls(layers.scale(each))));
        }
        return box;
    }

    private Region statistic() {
        var box = new PickBox<Similarity>("compare-statistic", "Similarity of layers", Similarity::label,
                each -> each.spectral() ? "slower with wide layers" : "", model.similarity().statisticProperty()::set);
        model.similarity().statisticProperty().subscribe(now -> box.offer(Arrays.asList(Similarity.values()), now));
        return box;
    }

    private Region texts(OpenDialog files) {
        var name = new Label();
        name.getStyleClass().add("muted");
        Runnable words = () -> name.setText(model.similarity().textsName());
        model.similarity().fileProperty().subscribe(_ -> words.run());
        model.workspace().lossTextsProperty().subscribe(_ -> words.run());
        var choose = new Button("Texts…");
        choose.setId("compare-texts");
        choose.setTooltip(new Tooltip("Compare the layers on a file of texts: one a line, or JSON lines {\"text\": …}; "
                + SimilarityViewModel.MOST_TOKENS + " tokens at the most"));
        choose.setOnAction(_ -> files.file("Texts to compare layers on", ENDINGS)
                .ifPresent(file -> model.similarity().fileProperty().set(Optional.of(file))));
        var usual = new Button("Usual");
        usual.setTooltip(new Tooltip("Compare on the held-out texts of a demo model, else on the prompt"));
        when(Bindings.createBooleanBinding(() -> model.similarity().fileProperty().get().isPresent(),
                model.similarity().fileProperty()), usual);
        usual.setOnAction(_ -> model.similarity().fileProperty().set(Optional.empty()));
        return row(choose, usual, name);
    }

    private Region writing() {
        var write = new Button();
        write.setId("compare-write");
        write.getStyleClass().add("accent");
        write.textProperty().bind(model.texts().runningProperty().map(busy -> busy ? "Stop" : "Write again"));
        write.setTooltip(new Tooltip("Let both continue the prompt"));
        write.setOnAction(_ -> {
            if (model.texts().runningProperty().get()) {
                model.texts().cancel();
            } else {
                model.texts().start();
            }
        });
        var summary = new Label();
        summary.setId("compare-written");
        summary.getStyleClass().addAll("muted", "tabular");
        summary.textProperty().bind(model.texts().summaryProperty());
        return row(new Segments<>("compare-draw-", PairTextsViewModel.Drawing.class, model.texts().drawingProperty(),
                PairTextsViewModel.Drawing::title, PairTextsViewModel.Drawing::description), write, summary);
    }

    private Region pictures(OpenDialog files) {
        BesideViewModel beside = model.beside();
        return row(kinds(),
                when(beside.kindProperty().isEqualTo(BesideKind.STATISTIC), row(site(), oneStatistic())),
                when(beside.kindProperty().isEqualTo(BesideKind.LENS), colour()),
                when(beside.kindProperty().isEqualTo(BesideKind.ATTENTION), place()),
                when(beside.kindProperty().isEqualTo(BesideKind.FEATURES),
                        new SaeChoices(beside.features().saes(), files)),
                difference());
    }

    /// A list, since there are more kinds than a row has room for.
    private Region kinds() {
        var box = new PickBox<BesideKind>("compare-beside", "What stands side by side", BesideKind::title,
                BesideKind::description, model.beside().kindProperty()::set);
        model.beside().kindProperty().subscribe(now -> box.offer(List.of(BesideKind.values()), now));
        return box;
    }

    private Region difference() {
        var button = new ToggleButton("B − A");
        button.setId("compare-subtract");
        button.setTooltip(new Tooltip("Show the second less the first too"));
        button.setAccessibleText("Show the second less the first");
        button.selectedProperty().bindBidirectional(model.beside().subtractingProperty());
        button.setMinWidth(USE_PREF_SIZE);
        button.visibleProperty().bind(model.beside().subtractableProperty());
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private Region site() {
        BesideViewModel beside = model.beside();
        var box = new PickBox<String>("compare-site", "Site", site -> SiteName.parse(site.replace("*", "0")).suffix(),
                _ -> "", beside.statistic().siteProperty()::set);
        Runnable offer = () -> box.offer(model.model().map(open -> SharedSites.of(open.card())).orElse(List.of()),
                beside.statistic().siteProperty().get());
        beside.statistic().siteProperty().subscribe(_ -> offer.run());
        model.workspace().modelProperty().subscribe(_ -> offer.run());
        return box;
    }

    private Region oneStatistic() {
        var box = new PickBox<Statistic>("compare-number", "Statistic", Statistic::label, _ -> "",
                model.beside().statistic().statisticProperty()::set);
        model.beside().statistic().statisticProperty()
                .subscribe(now -> box.offer(Arrays.asList(Statistic.values()), now));
        return box;
    }

    private Region colour() {
        var box = new PickBox<LensPicture.Colour>("compare-colour", "Colour of the lens", LensPicture.Colour::label,
                _ -> "", model.beside().lens().colourProperty()::set);
        model.beside().lens().colourProperty()
                .subscribe(now -> box.offer(Arrays.asList(LensPicture.Colour.values()), now));
        return box;
    }

    private Region place() {
        var layer = new PickBox<Integer>("compare-layer", "Layer", each -> "layer " + each, _ -> "",
                model.beside().attention()::chooseLayer);
        var head = new PickBox<Integer>("compare-head", "Head", each -> "head " + each, _ -> "",
                model.beside().attention()::chooseHead);
        model.beside().attention().placeProperty().subscribe(now -> {
            layer.offer(IntStream.range(0, now.layers()).boxed().toList(), now.layer());
            head.offer(IntStream.range(0, now.heads()).boxed().toList(), now.head());
        });
        return row(layer, head);
    }

    private static HBox row(Node... nodes) {
        var row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
