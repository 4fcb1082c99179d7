package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.app.chart.BesideFigure;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.Report;
import org.sextant.app.compare.CompareReport.Source;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.Update;

/// What a page may hold: all that was looked at of what is compared now. UI thread only.
final class ReportItems {
    /// Of a figure in points, so that its words can still be read on a screen.
    private static final double WIDEST = 1100;

    private final CompareViewModel model;
    private final LookedAt looked;

    ReportItems(CompareViewModel model) {
        this.model = model;
        this.looked = new LookedAt(model);
    }

    /// Empty while nothing was looked at.
    Optional<ReportDraft> draft() {
        return model.sidesProperty().get().map(sides -> new ReportDraft(sides.nameA(), sides.nameB(),
                sides.run().provenance().prompt(), items(sides)))
                .filter(draft -> draft.items().stream().anyMatch(item -> item.source().isPresent()));
    }

    private List<ReportItem> items(ComparedSides sides) {
        List<ReportItem> items = new ArrayList<>();
        model.prompt().current().ifPresent(picture -> items.addAll(ofPrompt(picture)));
        model.similarity().current()
                .ifPresent(curve -> items.add(ofLayers(curve, model.similarity().textsName())));
        looked.pictures().forEach(pictures -> items.add(of(pictures, sides)));
        if (model.texts().isCurrent()) {
            items.add(ofTexts(sides));
        }
        return items;
    }

    private static List<ReportItem> ofPrompt(PromptPicture picture) {
        Optional<Source> source = source("prompt", picture.result().provenanceA(), picture.result().provenanceB());
        return CompareReport.figures(picture).stream().map(figure -> new ReportItem(figure.label(), figure.title(),
                () -> CompareReport.parts(picture, List.of(figure)), picture.result().notes(), source, true)).toList();
    }

    private static ReportItem ofLayers(SimilarityCurve curve, String texts) {
        LayersPicture picture = curve.picture();
        return new ReportItem(ReportFigure.MATRIX.label(),
                ReportFigure.MATRIX.title() + ", " + picture.statistic().label(),
                () -> List.of(CompareReport.part(curve)), picture.notes(),
                Optional.of(picture.source("layers over " + texts)), false);
    }

    private static ReportItem of(BesidePictures pictures, ComparedSides sides) {
        String title = withoutName(pictures.a().heatmap().title(), sides.nameA());
        return new ReportItem("beside " + title, "Side by side: " + title,
                () -> parts(CompareContents.figure(pictures), pictures.difference().isPresent()), pictures.notes(),
                source(title, pictures.a().provenance(), pictures.b().provenance()), pictures.ofPrompt());
    }

    /// Beside each other as far as the page is wide enough, else below each other.
    private static List<Report.Part> parts(Figure both, boolean differing) {
        boolean stacked = both.width() > WIDEST;
        List<Figure> figures = stacked && both instanceof BesideFigure beside ? beside.figures() : List.of(both);
        String caption = "Both on one colour scale"
                + (differing ? stacked ? "; below them B − A" : "; at the right B − A" : "");
        return figures.stream().<Report.Part>map(figure -> new Report.Part.Picture(figure,
                figure.equals(figures.getLast()) ? caption : "")).toList();
    }

    /// Which model it is of stands in a picture's title behind what it shows.
    private static String withoutName(String title, String name) {
        String end = " · " + name;
        return title.endsWith(end) ? title.substring(0, title.length() - end.length()) : title;
    }

    private ReportItem ofTexts(ComparedSides sides) {
        List<Report.Part> words = Stream.of(true, false).<Report.Part>map(first -> new Report.Part.Words(
                (first ? "A, " + sides.nameA() : "B, " + sides.nameB()) + ", continues", List.of(text(first))))
                .toList();
        return new ReportItem("texts", "Both texts", () -> words, List.of(), model.texts().sourceProperty().get(),
                true);
    }

    private String text(boolean first) {
        List<Update.Generated> tokens = model.texts().texts().of(first);
        return tokens.isEmpty() ? "" : tokens.getLast().textSoFar();
    }

    private static Optional<Source> source(String of, Provenance a, Provenance b) {
        return Optional.of(new Source(of, a, b));
    }
}
