package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.sextant.app.chart.ProvenanceFile;
import org.sextant.runtime.SextantException;
import picocli.CommandLine.Option;

/// Where results go.
final class OutputOptions {
    @Option(names = "--out", paramLabel = "FILE", description = "write the result; the ending picks the format")
    @Nullable
    Path file;

    @Option(names = "--force", description = "replace an existing file")
    boolean force;

    @Option(names = "--json", description = "print one JSON document on standard output")
    boolean json;

    /// Writes a file under the temporary name that it is given.
    @FunctionalInterface
    interface FileWriter {
        void write(Path temporary) throws IOException;
    }

    boolean toFile() {
        return file != null;
    }

    /// The format asked for, once it is sure that the file may be written.
    ///
    /// @throws CommandException if the ending is none of `offered` or the file may not be written
    Optional<OutputFormat> format(Set<OutputFormat> offered) {
        if (file == null) {
            return Optional.empty();
        }
        OutputFormat format = OutputFormat.of(file, offered);
        OutputFile.check(file, force);
        if (format == OutputFormat.CSV || format == OutputFormat.PARQUET) {
            OutputFile.check(ProvenanceFile.beside(file), force);
        }
        return Optional.of(format);
    }

    /// Writes the file that was asked for.
    void write(Interruption interruption, FileWriter writer) {
        Path target = Objects.requireNonNull(file);
        try (OutputFile output = OutputFile.begin(target, force, interruption)) {
            writer.write(output.temporary());
            output.finish();
        } catch (IOException e) {
            throw OutputFile.unwritable(target, e);
        } catch (SextantException e) {
            // Writers know the temporary name alone; the person asked for another.
            throw innermost(e).<SextantException>map(cause -> OutputFile.unwritable(target, cause)).orElse(e);
        }
    }

    private static Optional<IOException> innermost(Throwable failure) {
        Optional<IOException> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            found = cause instanceof IOException io ? Optional.of(io) : found;
        }
        return found;
    }
}
