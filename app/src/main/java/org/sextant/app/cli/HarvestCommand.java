package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.harvest.HarvestFile;
import org.sextant.runtime.session.HarvestRequest;
import org.sextant.runtime.session.HarvestResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Counts what the features of an SAE do on a corpus, or goes on with a count that was broken off.
@Command(name = "harvest", description = {"Counts what each feature does on a corpus: how often and how strongly it is",
    "active, where it is strongest, and which others are active with it.",
    "Given again, it goes on where it was broken off."})
final class HarvestCommand implements Runnable {
    private final CommandContext context;

    @Mixin
    ModelOptions model = new ModelOptions();

    @Option(names = "--sae", paramLabel = "PATH", required = true, description = "the SAE, a folder or a file")
    Path sae = Path.of("");

    @Option(names = "--corpus", paramLabel = "FILE", required = true, description = {
        "texts: one a line, or in a file .jsonl JSON lines {\"text\":…}"})
    Path corpus = Path.of("");

    @Option(names = "--tokens", paramLabel = "N", description = {
        "tokens to count at the most (default: ${DEFAULT-VALUE})"})
    long tokens = HarvestRequest.ENOUGH_TOKENS;

    @Option(names = "--store", paramLabel = "FILE", required = true, description = {
        "DuckDB file to keep the counts in, ending in .duckdb"})
    Path store = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "write a table too, as .csv or .parquet")
    @Nullable
    Path out;

    @Option(names = "--table", paramLabel = "NAME", description = {
        "features, examples or coactivations (default: features)"})
    HarvestFile.Table table = HarvestFile.Table.FEATURES;

    @Option(names = "--force", description = "replace the file that --out names")
    boolean force;

    @Option(names = "--json", description = "print one JSON document on standard output")
    boolean json;

    HarvestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        requirePlaces();
        try (ModelWork work = ModelWork.open(context, model.request(context))) {
            HarvestResult result = work.ask(new HarvestRequest(sae, corpus, tokens, store));
            export();
            if (json) {
                context.out().println(JsonDocuments.text(Documents.Harvest.of(result)));
            } else {
                print(result);
            }
        }
    }

    private void requirePlaces() {
        if (!store.toString().endsWith(".duckdb")) {
            throw new CommandException("the counts are kept in a DuckDB file", "at --store " + store,
                    "give a name that ends in .duckdb");
        }
        if (out != null && !out.toString().endsWith(".csv") && !out.toString().endsWith(".parquet")) {
            throw new CommandException("a table is written as CSV or Parquet", "at --out " + out,
                    "give a name that ends in .csv or .parquet");
        }
        if (out != null && !force && Files.exists(out)) {
            throw new CommandException("the file exists already", "at --out " + out,
                    "choose another name or add --force");
        }
    }

    private void export() {
        if (out != null) {
            try {
                HarvestFile.export(store, table, out);
            } catch (IOException failure) {
                throw new CommandException("the table cannot be written (" + failure.getMessage() + ")",
                        "to --out " + out, "check that the folder is there and the disk has room");
            }
        }
    }

    private void print(HarvestResult result) {
        context.out().printf(Locale.ROOT, "%s: %,d tokens, %,d of them counted before; dead %.1f %%%n", result.store(),
                result.tokens(), result.resumedAt(), 100 * result.dead());
        context.out().printf(Locale.ROOT, "%.1f s, %.1f s of them in the model%n", result.seconds(),
                result.modelSeconds());
    }
}
