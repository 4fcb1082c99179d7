package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
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
/// @param prompt that the figures are about; empty where they are not about one
/// @param parts figures and words, from top to bottom
/// @param notes what is worth knowing
/// @param sources where the figures come from, one at least
public record CompareReport(String a, String b, String prompt, List<Report.Part> parts, List<String> notes,
        List<Source> sources) {
    /// Where figures come from.
    ///
    /// @param of which ones: `prompt`
    /// @param a of the first side
    /// @param b of the second side
    public record Source(String of, Provenance a, Provenance b) {}

    public CompareReport {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("a page has to say where it comes from");
        }
    }

    /// What can be shown of what both make of a prompt: divergences where there is one vocabulary, cosines where layers
    /// have one width.
    public static List<ReportFigure> figures(PromptPicture picture) {
        return ReportFigure.ofPrompt().stream().filter(each -> switch (each) {
            case DIVERGENCE -> picture.hasDivergence();
            case COSINE -> picture.hasCosine();
            case RANKS, NORM_RATIO, MATRIX -> true;
        }).toList();
    }

    /// Those that were chosen of them, in the order of the page.
    public static List<Report.Part> parts(PromptPicture picture, Collection<ReportFigure> chosen) {
        return figures(picture).stream().filter(chosen::contains).<Report.Part>map(
                each -> new Report.Part.Picture(figure(picture, each), each.caption())).toList();
    }

    private static Figure figure(PromptPicture picture, ReportFigure which) {
        return switch (which) {
            case DIVERGENCE -> picture.figure(Measure.DIVERGENCE);
            case RANKS -> picture.figure(Measure.RANKS);
            case COSINE -> HeatmapFigure.of(picture.layers(LayerMeasure.COSINE));
            case NORM_RATIO -> HeatmapFigure.of(picture.layers(LayerMeasure.NORM_RATIO));
            case MATRIX -> throw new IllegalArgumentException("the matrix is of many texts");
        };
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

    /// What a page about these two is called.
    static String title(String a, String b) {
        return a + " beside " + b;
    }

    /// The page.
    Report report() {
        Stream<Report.Part> head = prompt.isBlank()
                ? Stream.of()
                : Stream.of(new Report.Part.Words("Prompt", List.of(prompt)));
        Stream<Report.Part> foot = Stream.concat(
                notes.isEmpty() ? Stream.of() : Stream.of(new Report.Part.Words("Notes", notes)),
                Stream.of(words("A: " + a, Source::a), words("B: " + b, Source::b)));
        return new Report(title(a, b), Stream.of(head, parts.stream(), foot).flatMap(each -> each).toList());
    }

    private Report.Part words(String heading, Function<Source, Provenance> side) {
        Provenance first = side.apply(sources.getFirst());
        List<String> lines = new ArrayList<>(List.of("model " + first.model() + ", hash " + first.hash(),
                "folder " + first.folder(), first.dtype() + " on " + first.device()));
        List<List<Integer>> ids = sources.stream().map(side).map(Provenance::ids).filter(each -> !each.isEmpty())
                .distinct().toList();
        for (Source source : sources) {
            lines.add(source.of() + ": " + settings(side.apply(source), ids.size() > 1));
        }
        if (ids.size() == 1) {
            lines.add("token ids " + ids.getFirst());
        }
        lines.add("Sextant " + first.version());
        return new Report.Part.Words(heading, lines);
    }

    /// @param withIds whether they are not the same for all
    private static String settings(Provenance of, boolean withIds) {
        List<String> said = new ArrayList<>();
        if (!of.sites().isEmpty()) {
            said.add("sites " + String.join(", ", of.sites()));
        }
        if (!of.settings().isEmpty()) {
            said.add(String.join(", ", of.settings()));
        }
        if (withIds && !of.ids().isEmpty()) {
            said.add("token ids " + of.ids());
        }
        return said.isEmpty() ? "no settings" : String.join("; ", said);
    }

    /// Writes it as `.html` or `.pdf`.
    ///
    /// @param force whether an existing file may be replaced
    /// @throws org.sextant.app.chart.ExportException if it cannot be written there
    public void write(Path file, boolean force) {
        ReportFile.write(report(), file, force);
    }
}
