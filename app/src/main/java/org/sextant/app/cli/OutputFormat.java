package org.sextant.app.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a file holds, told by its ending.
enum OutputFormat {
    CSV, JSON, PARQUET, MD, SAFETENSORS, PNG, SVG, PDF;

    /// `.csv`.
    String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    boolean picture() {
        return this == PNG || this == SVG || this == PDF;
    }

    /// The format of a file that a command can write in one of `offered`.
    ///
    /// @throws CommandException if its ending is none of them
    static OutputFormat of(Path file, Collection<OutputFormat> offered) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> offered.contains(format) && name.endsWith(format.ending()))
                .findFirst().orElseThrow(
                        () -> new CommandException("this ending is none that the command writes", "at " + file,
                                "end the name in " + offered.stream().sorted().map(OutputFormat::ending)
                                        .collect(Collectors.joining(", "))));
    }
}
