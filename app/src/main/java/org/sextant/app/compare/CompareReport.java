package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.sextant.app.chart.BesideFigure;
import org.sextant.app.chart.Figure;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.Report;
import org.sextant.app.chart.ReportFile;
import org.sextant.app.compare.PromptPicture.LayerMeasure;
import org.sextant.app.compare.PromptPicture.Measure;
import org.sextant.runtime.session.Provenance;

/// One page about two models: chosen figures of both, the prompt, settings, and how to get it all again.
///
/// @param a what the first side is called
/// @param b what the second side is called
/// @param parts figures and words, from top to bottom
/// @param notes what is worth knowing
/// @param provenanceA of the first side
/// @param provenanceB of the second side
public record CompareReport(String a, String b, List<Report.Part> parts, List<String> notes, Provenance provenanceA,
        Provenance provenanceB) {
    public CompareReport {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /// What both make of a prompt: divergences where there are any, ranks, and the layers.
    public static List<Report.Part> parts(PromptPicture picture) {
        List<Figure> figures = new ArrayList<>();
        if (picture.hasDivergence()) {
            figures.add(picture.figure(Measure.DIVERGENCE));
        }
        figures.add(picture.figure(Measure.RANKS));
        if (picture.hasCosine()) {
            figures.add(HeatmapFigure.of(picture.layers(LayerMeasure.COSINE)));
        }
        figures.add(HeatmapFigure.of(picture.layers(LayerMeasure.NORM_RATIO)));
        return figures.stream().<Report.Part>map(figure -> new Report.Part.Picture(figure, "")).toList();
    }

    /// How alike the layers are: the matrix and the curve beside it.
    public static Report.Part part(SimilarityCurve curve) {
        LayersPicture picture = curve.picture();
        return new Report.Part.Picture(figure(curve), picture.statistic().label() + " over "
                + picture.extent());
    }

    static Figure figure(SimilarityCurve curve) {
        LayersPicture picture = curve.picture();
        return new BesideFigure(picture.heatmap().title(), List.of(HeatmapFigure.of(picture.heatmap()), curve.figure()),
                picture.table());
    }

    /// The page.
    Report report() {
        Stream<Report.Part> head = provenanceA.prompt().isBlank()
                ? Stream.of()
                : Stream.of(new Report.Part.Words("Prompt", List.of(provenanceA.prompt())));
        Stream<Report.Part> foot = Stream.concat(
                notes.isEmpty() ? Stream.of() : Stream.of(new Report.Part.Words("Notes", notes)),
                Stream.of(words("A: " + a, provenanceA), words("B: " + b, provenanceB)));
        return new Report(a + " beside " + b, Stream.of(head, parts.stream(), foot).flatMap(each -> each).toList());
    }

    private static Report.Part words(String heading, Provenance of) {
        List<String> lines = new ArrayList<>(List.of("model " + of.model() + ", hash " + of.hash(),
                "folder " + of.folder(), of.dtype() + " on " + of.device()));
        if (!of.sites().isEmpty()) {
            lines.add("sites " + String.join(", ", of.sites()));
        }
        if (!of.settings().isEmpty()) {
            lines.add(String.join(", ", of.settings()));
        }
        if (!of.ids().isEmpty()) {
            lines.add("token ids " + of.ids());
        }
        lines.add("Sextant " + of.version());
        return new Report.Part.Words(heading, lines);
    }

    /// Writes it as `.html` or `.pdf`.
    ///
    /// @param force whether an existing file may be replaced
    /// @throws org.sextant.app.chart.ExportException if it cannot be written there
    public void write(Path file, boolean force) {
        ReportFile.write(report(), file, force);
    }
}
