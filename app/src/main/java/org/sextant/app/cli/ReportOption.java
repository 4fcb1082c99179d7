package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.Report;
import org.sextant.app.chart.ReportFile;
import org.sextant.app.compare.CompareReport;
import org.sextant.app.compare.LayersPicture;
import org.sextant.app.compare.PositionsPicture;
import org.sextant.app.compare.PromptPicture;
import org.sextant.app.compare.SimilarityCurve;
import org.sextant.runtime.session.Provenance;
import picocli.CommandLine.Option;

/// One page for people beside what scripts read.
final class ReportOption {
    @Option(names = "--report", paramLabel = "FILE.html|.pdf", description = {
        "also write one page of figures, with the prompts and where it all comes from"})
    @Nullable
    Path file;

    /// Makes sure that it may be written, before long work begins.
    ///
    /// @throws CommandException if its ending is another one, or it may not be written
    void check(boolean force) {
        if (file == null) {
            return;
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (ReportFile.endings().stream().noneMatch(name::endsWith)) {
            throw new CommandException("no report has this ending", "--report " + file,
                    "end the name in " + String.join(" or ", ReportFile.endings()));
        }
        OutputFile.check(file, force);
    }

    void write(Compared compared, SeedOption seed, boolean force, Interruption interruption) {
        if (file == null) {
            return;
        }
        CompareReport report = report(compared, seed);
        try (OutputFile output = OutputFile.begin(file, force, interruption)) {
            report.write(output.temporary(), true);
            output.finish();
        }
    }

    private static CompareReport report(Compared compared, SeedOption seed) {
        LayersPicture layers = compared.layers();
        String a = LayersPicture.side(layers.result().provenanceA());
        String b = LayersPicture.side(layers.result().provenanceB());
        boolean one = compared.positions().size() == 1;
        Provenance fromA = one
                ? compared.positions().getFirst().result().provenanceA()
                : layers.result().provenanceA();
        Provenance fromB = one
                ? compared.positions().getFirst().result().provenanceB()
                : layers.result().provenanceB();
        List<Report.Part> parts = new ArrayList<>();
        for (int prompt = 0; prompt < compared.positions().size(); prompt++) {
            PositionsPicture picture = compared.positions().get(prompt);
            if (compared.positions().size() > 1) {
                parts.add(new Report.Part.Words("Prompt " + prompt,
                        List.of(picture.result().provenanceA().prompt())));
            }
            parts.addAll(CompareReport.parts(new PromptPicture(picture.result(), a, b)));
        }
        parts.add(CompareReport.part(new SimilarityCurve(layers, a, b)));
        return new CompareReport(a, b, parts, compared.notes(), seed.into(fromA), seed.into(fromB));
    }
}
