package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;

import org.sextant.app.chart.BesideFigure;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Update;

/// What can be taken out of the view: the picture that is seen and its numbers.
final class CompareContents {
    private final CompareViewModel model;

    CompareContents(CompareViewModel model) {
        this.model = model;
    }

    /// What the contents depend on, and something more.
    Observable[] observables(Observable more) {
        return new Observable[]{more, model.sidesProperty(), model.kindProperty(), model.prompt().pictureProperty(),
            model.similarity().pictureProperty(), model.beside().picturesProperty(), model.texts().summaryProperty(),
            model.texts().sourceProperty()};
    }

    /// Whether there is a picture. Cheaper than the picture itself.
    boolean hasFigure() {
        return switch (model.kindProperty().get()) {
            case PROMPT, LAYERS -> prompt().isPresent();
            case MATRIX -> similarity().isPresent();
            case PICTURES -> beside().isPresent();
            case GENERATION -> false;
        };
    }

    /// The picture that is seen; texts are none.
    Optional<Figure> figure() {
        return switch (model.kindProperty().get()) {
            case PROMPT -> model.prompt().curve().map(Figure.class::cast);
            case LAYERS -> prompt().map(picture -> HeatmapFigure.of(picture.layers(
                    model.prompt().layerMeasureProperty().get())));
            case MATRIX -> model.similarity().curve().map(CompareReport::figure);
            case PICTURES -> beside().map(CompareContents::figure);
            case GENERATION -> Optional.empty();
        };
    }

    /// Both pictures, and their difference where there is one.
    static Figure figure(BesidePictures pictures) {
        BesideFigure both = BesideFigure.of(pictures.a().heatmap().title(), pictures.a().heatmap(),
                pictures.b().heatmap(), pictures.table());
        return pictures.difference().<Figure>map(difference -> new BesideFigure(both.title(), Stream
                .concat(both.figures().stream(), Stream.of(HeatmapFigure.of(difference.heatmap()))).toList(),
                both.table())).orElse(both);
    }

    /// Its numbers, as the command writes them.
    Optional<DataTable> table() {
        return switch (model.kindProperty().get()) {
            case PROMPT -> prompt().map(picture -> picture.tables().positions());
            case LAYERS -> prompt().map(picture -> picture.tables().activations());
            case MATRIX -> similarity().map(LayersPicture::table);
            case PICTURES -> beside().map(BesidePictures::table);
            case GENERATION -> model.texts().summaryProperty().get().isEmpty()
                    ? Optional.empty()
                    : Optional.of(texts());
        };
    }

    /// More of what is seen, as the command writes it: the candidates at every token, or the layers that stand beside each
    /// other.
    ///
    /// @param of the picture that it belongs to
    Optional<DataTable> more(PairKind of) {
        return switch (of) {
            case PROMPT -> prompt().map(picture -> picture.tables().tokens());
            case MATRIX -> similarity().map(LayersPicture::layers);
            case LAYERS, GENERATION, PICTURES -> Optional.empty();
        };
    }

    /// `side,position,id,token,probability`, one row a token that was written.
    private DataTable texts() {
        List<Update.Generated> a = List.copyOf(model.texts().texts().of(true));
        List<Update.Generated> b = List.copyOf(model.texts().texts().of(false));
        return new DataTable(List.of("side", "position", "id", "token", "probability"),
                () -> Stream.concat(a.stream().map(token -> row("a", token)),
                        b.stream().map(token -> row("b", token))));
    }

    private static List<DataCell> row(String side, Update.Generated update) {
        return List.of(DataCell.of(side), DataCell.of(update.token().position()), DataCell.of(update.token().id()),
                DataCell.of(update.token().text()), DataCell.of(update.probability()));
    }

    Optional<Provenance> provenance() {
        return switch (model.kindProperty().get()) {
            case PROMPT, LAYERS -> prompt().map(picture -> picture.tables().provenance());
            case MATRIX -> similarity().map(LayersPicture::provenance);
            case PICTURES -> beside().map(BesidePictures::provenance);
            case GENERATION -> Optional.empty();
        };
    }

    private Optional<PromptPicture> prompt() {
        return model.prompt().pictureProperty().get();
    }

    private Optional<LayersPicture> similarity() {
        return model.similarity().pictureProperty().get();
    }

    private Optional<BesidePictures> beside() {
        return model.beside().picturesProperty().get();
    }
}
