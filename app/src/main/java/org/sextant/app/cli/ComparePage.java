package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.sextant.app.chart.Report;
import org.sextant.app.compare.CompareReport;
import org.sextant.app.compare.CompareReport.Source;
import org.sextant.app.compare.LayersPicture;
import org.sextant.app.compare.PromptPicture;
import org.sextant.app.compare.ReportFigure;
import org.sextant.app.compare.SimilarityCurve;

/// Puts what `compare` found on one page.
final class ComparePage {
    private final Compared compared;
    private final SeedOption seed;
    private final Set<ReportFigure> chosen;
    private final List<Report.Part> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();

    /// @param chosen figures, one at least
    ComparePage(Compared compared, SeedOption seed, Set<ReportFigure> chosen) {
        this.compared = compared;
        this.seed = seed;
        this.chosen = chosen;
    }

    CompareReport report() {
        List<PromptPicture> pictures = compared.pictures();
        if (ReportFigure.ofPrompt().stream().anyMatch(chosen::contains)) {
            for (int prompt = 0; prompt < pictures.size(); prompt++) {
                addPrompt(pictures.get(prompt), prompt, pictures.size() > 1);
            }
        }
        if (chosen.contains(ReportFigure.MATRIX)) {
            addLayers(compared.layers());
        }
        return new CompareReport(compared.nameA(), compared.nameB(),
                pictures.size() == 1 ? words(pictures.getFirst()) : "", parts, notes.stream().distinct().toList(),
                sources);
    }

    private void addPrompt(PromptPicture picture, int number, boolean many) {
        if (many) {
            parts.add(new Report.Part.Words("Prompt " + number, List.of(words(picture))));
        }
        parts.addAll(CompareReport.parts(picture, chosen));
        add(new Source(many ? "prompt " + number : "prompt", picture.result().provenanceA(),
                picture.result().provenanceB()), picture.result().notes());
    }

    private void addLayers(LayersPicture layers) {
        parts.add(CompareReport.part(new SimilarityCurve(layers)));
        add(layers.source("layers"), layers.notes());
    }

    private void add(Source source, List<String> worthKnowing) {
        notes.addAll(worthKnowing);
        sources.add(new Source(source.of(), seed.into(source.a()), seed.into(source.b())));
    }

    private static String words(PromptPicture picture) {
        return picture.result().provenanceA().prompt();
    }
}
