package org.sextant.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where the results of one command go: to the file that was asked for, to standard output as JSON, else to standard
/// output in the command's own way.
///
/// @param many whether the prompts came in a file
record Results(CommandContext context, OutputOptions output, Optional<OutputFormat> format, boolean many) {
    /// Looks at the options before long work begins.
    ///
    /// @throws CommandException if the file's ending is none of `offered` or the file may not be written
    static Results prepare(CommandContext context, OutputOptions output, boolean many, OutputFormat... offered) {
        return new Results(context, output, output.format(Set.of(offered)), many);
    }

    /// Writes the file that was asked for.
    void file(OutputOptions.FileWriter writer) {
        output.write(context.interruption(), writer);
    }

    boolean toFile(OutputFormat wanted) {
        return format.filter(wanted::equals).isPresent();
    }

    /// Writes the JSON documents where JSON was asked for.
    ///
    /// @param warnings about the model; they stand beside the results
    void json(List<String> warnings, List<? extends Answer<?>> documents) {
        if (wantsJson()) {
            json(JsonDocuments.together(documents, many, warnings));
        }
    }

    /// Whether JSON was asked for, as a file or on standard output.
    boolean wantsJson() {
        return output.json || toFile(OutputFormat.JSON);
    }

    /// Writes the one JSON document of a command that always gives JSON.
    void json(Object document) {
        if (toFile(OutputFormat.JSON)) {
            file(temporary -> JsonDocuments.write(document, temporary));
        }
        if (format.isEmpty() || output.json) {
            context.out().println(JsonDocuments.text(document));
        }
    }

    /// Whether standard output takes the command's own form.
    boolean plain() {
        return format.isEmpty() && !output.json;
    }
}
