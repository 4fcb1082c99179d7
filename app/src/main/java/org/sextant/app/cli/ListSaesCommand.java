package org.sextant.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.session.SaeCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Which SAEs lie at a path, told from their files without a model.
@Command(name = "list", description = {
    "The SAEs and transcoders at a path and below it, of every format that is known, as CSV or JSON:",
    "what each is, where in a model it belongs, how that is known, and what to beware of."})
final class ListSaesCommand implements Runnable {
    private static final List<String> COLUMNS = List.of("path", "format", "architecture", "k", "site_in", "site",
            "site_from", "width", "features", "warnings");

    private final CommandContext context;

    @Parameters(paramLabel = "PATH", description = "a file, or a folder that is looked through with those below it")
    Path place = Path.of("");

    @Mixin
    OutputOptions output = new OutputOptions();

    ListSaesCommand(CommandContext context) {
        this.context = context;
    }

    /// The JSON document; scripts rely on its names.
    record Listed(List<Sae> saes, List<Refused> refused) {}

    /// One of them.
    record Sae(String path, String format, String architecture, @Nullable Integer k, String siteIn, String site,
            String siteFrom, int width, int features, boolean transcoder, List<String> warnings) {
        static Sae of(SaeCard card) {
            return new Sae(card.folder().toString(), card.format(), card.architecture(),
                    card.k().isPresent() ? card.k().getAsInt() : null, card.siteIn(), card.site(), card.siteFrom(),
                    card.width(), card.features(), card.transcoder(), card.warnings());
        }
    }

    /// One that cannot be opened.
    record Refused(String path, String why) {}

    @Override
    public void run() {
        Results results = Results.prepare(context, output, false, OutputFormat.JSON);
        SaeCatalog catalog = SaeCatalog.of(place);
        if (!results.plain()) {
            results.json(new Listed(catalog.saes().stream().map(Sae::of).toList(), catalog.refused().stream()
                    .map(refused -> new Refused(refused.file().toString(), refused.why())).toList()));
            return;
        }
        try {
            table(catalog).writeCsv(context.out());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static DataTable table(SaeCatalog catalog) {
        return new DataTable(COLUMNS, () -> Stream.concat(catalog.saes().stream().map(ListSaesCommand::row),
                catalog.refused().stream().map(ListSaesCommand::row)));
    }

    /// Its reason stands in the column of warnings.
    private static List<DataCell> row(SaeCatalog.Refused refused) {
        DataCell nothing = new DataCell.Empty();
        return List.of(DataCell.of(refused.file().toString()), nothing, nothing, nothing, nothing, nothing, nothing,
                nothing, nothing, DataCell.of(refused.why()));
    }

    private static List<DataCell> row(SaeCard card) {
        return List.of(DataCell.of(card.folder().toString()), DataCell.of(card.format()),
                DataCell.of(card.architecture()), DataCell.of(card.k()), DataCell.of(card.siteIn()),
                DataCell.of(card.site()), DataCell.of(card.siteFrom()), DataCell.of(card.width()),
                DataCell.of(card.features()), DataCell.of(String.join(" ", card.warnings())));
    }
}
