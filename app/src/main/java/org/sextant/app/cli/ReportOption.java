package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.ReportFile;
import org.sextant.app.compare.CompareReport;
import org.sextant.app.compare.ReportFigure;
import picocli.CommandLine.Option;

/// One page for people beside what scripts read.
final class ReportOption {
    @Option(names = "--report", paramLabel = "FILE.html|.pdf", description = {
        "also write one page of figures, with the prompts and where it all comes from"})
    @Nullable
    Path file;

    @Option(names = "--figures", paramLabel = "NAME,…", split = ",", hideParamSyntax = true, description = {
        "what --report shows, of divergence, ranks, cosine, norm-ratio, matrix (default: all that can be made)"})
    Set<ReportFigure> figures = new LinkedHashSet<>();

    /// Makes sure that it may be written, before long work begins.
    ///
    /// @param ofPrompts whether prompts are compared, and not a corpus
    /// @throws CommandException if its ending is another one, it may not be written, or it cannot hold what it shall
    void check(boolean force, boolean ofPrompts) {
        if (file == null) {
            if (!figures.isEmpty()) {
                throw new CommandException("these figures have no page to stand on", "--figures " + labels(figures),
                        "add --report FILE.html or --report FILE.pdf");
            }
            return;
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (ReportFile.endings().stream().noneMatch(name::endsWith)) {
            throw new CommandException("no report has this ending", "--report " + file,
                    "end the name in " + String.join(" or ", ReportFile.endings()));
        }
        if (!ofPrompts && figures.stream().anyMatch(figure -> figure != ReportFigure.MATRIX)) {
            throw new CommandException("of a corpus layers alone are compared", "--figures " + labels(figures),
                    "choose matrix, or give --prompt or --prompts");
        }
        OutputFile.check(file, force);
    }

    /// The page; empty where none is wanted.
    ///
    /// @throws CommandException if one of the figures cannot be made of these models
    Optional<CompareReport> page(Compared compared, SeedOption seed) {
        return Optional.ofNullable(file).map(_ -> new ComparePage(compared, seed, chosen(compared)).report());
    }

    /// Those that are wanted: by default all that there are.
    private Set<ReportFigure> chosen(Compared compared) {
        Set<ReportFigure> there = EnumSet.of(ReportFigure.MATRIX);
        compared.pictures().forEach(picture -> there.addAll(CompareReport.figures(picture)));
        figures.stream().filter(figure -> !there.contains(figure)).findFirst().ifPresent(missing -> {
            throw new CommandException("these models give no " + missing.label() + ", which needs " + missing.need(),
                    "--figures " + labels(figures), "choose of " + labels(there));
        });
        return figures.isEmpty() ? there : figures;
    }

    private static String labels(Collection<ReportFigure> of) {
        return of.stream().map(ReportFigure::label).collect(Collectors.joining(","));
    }

    void write(CompareReport page, boolean force, Interruption interruption) {
        try (OutputFile output = OutputFile.begin(Objects.requireNonNull(file), force, interruption)) {
            page.write(output.temporary(), true);
            output.finish();
        }
    }
}
