package org.sextant.app.chart;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.sextant.runtime.session.Provenance;

/// A table as a file.
public final class TableFile {
    private TableFile() {}

    /// Writes CSV, and its provenance beside it.
    public static void csv(DataTable table, Optional<Provenance> provenance, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            table.writeCsv(out);
        }
        if (provenance.isPresent()) {
            ProvenanceFile.write(provenance.get(), file);
        }
    }

    /// Writes JSON with the provenance in it.
    public static void json(DataTable table, Optional<Provenance> provenance, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            table.writeJson(out, provenance);
        }
    }
}
