package org.sextant.app.activations;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;

import org.sextant.app.activations.LensPicture.Colour;
import org.sextant.app.view.PickBox;
import org.sextant.app.view.Segments;
import org.sextant.runtime.session.Statistic;

/// What can be chosen for each picture, in the one row above it.
final class PictureControls {
    private PictureControls() {}

    static Node of(ActivationsViewModel model, ActivationsViewModel.Kind kind) {
        return switch (kind) {
            case STATISTICS -> statistics(model.statistics());
            case SITE -> site(model.site());
            case ATTENTION -> attention(model.attention());
            case LENS -> lens(model.lens());
        };
    }

    private static Node statistics(StatisticsViewModel model) {
        var site = sites("statistics-site", model.choiceProperty()::set);
        model.choicesProperty().subscribe(choices -> site.offer(choices, model.choiceProperty().get()));
        model.choiceProperty().subscribe(choice -> site.offer(model.choicesProperty().get(), choice));
        var statistic = new PickBox<Statistic>("statistic", "Statistic", Statistic::label,
                StatisticsPicture::valueLabel, model.statisticProperty()::set);
        model.statisticProperty().subscribe(chosen -> statistic.offer(Arrays.asList(Statistic.values()), chosen));
        return row(site, statistic);
    }

    private static Node site(SiteViewModel model) {
        var site = sites("site", model::choose);
        var layer = new LayerSlider("site-layer", model::chooseLayer, model::passLayer);
        var head = new PickBox<OptionalInt>("site-head", "Head", PictureControls::headLabel, each -> "",
                model::chooseHead);
        model.placeProperty().subscribe(place -> place.ifPresent(here -> {
            site.offer(model.choicesProperty().get(), here.choice());
            layer.show(here.layer(), here.layers());
            layer.setDisable(!here.choice().inBlocks());
            head.offer(headsAndAll(here.heads()), here.head());
            head.setVisible(here.heads() > 0);
            head.setManaged(here.heads() > 0);
        }));
        return row(site, layer, head);
    }

    private static Node attention(AttentionViewModel model) {
        var layer = new LayerSlider("attention-layer", model::chooseLayer, model::passLayer);
        var head = new PickBox<Integer>("attention-head", "Head", each -> "head " + each, each -> "",
                model::chooseHead);
        model.placeProperty().subscribe(place -> place.ifPresent(here -> {
            layer.show(here.layer(), here.layers());
            head.offer(IntStream.range(0, here.heads()).boxed().toList(), here.head());
        }));
        return row(layer, head);
    }

    private static Node lens(LensViewModel model) {
        return row(new Segments<>("lens-", Colour.class, model.colourProperty(), Colour::label,
                colour -> "Colour the cells by " + colour.label()));
    }

    private static PickBox<SiteChoice> sites(String name, Consumer<SiteChoice> picked) {
        var box = new PickBox<>(name, "Site", SiteChoice::label, SiteChoice::meaning, picked);
        box.getStyleClass().add("site-box");
        return box;
    }

    private static List<OptionalInt> headsAndAll(int heads) {
        return Stream.concat(Stream.of(OptionalInt.empty()), IntStream.range(0, heads).mapToObj(OptionalInt::of))
                .toList();
    }

    private static String headLabel(OptionalInt head) {
        return head.isPresent() ? "head " + head.getAsInt() : "all heads";
    }

    private static Node row(Node... controls) {
        var row = new HBox(controls);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("picture-controls");
        return row;
    }
}
