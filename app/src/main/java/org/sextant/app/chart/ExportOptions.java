package org.sextant.app.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.runtime.session.Provenance;

/// What goes into a file beside the picture.
///
/// @param provenance how to get the picture again, for the file's metadata and the caption
/// @param caption whether a line under the picture says so too
public record ExportOptions(Optional<Provenance> provenance, boolean caption) {
    /// The line under the picture: `model · sites · settings · float32 on cpu · “prompt” · Sextant 0.1`.
    String captionLine() {
        return provenance.map(from -> joined(Stream.of(from.model(), String.join(", ", from.sites()),
                String.join(", ", from.settings()), from.dtype() + " on " + from.device(), quoted(from.prompt()),
                version(from)))).orElse("");
    }

    /// All of it, a line each.
    String metadata() {
        return provenance.map(from -> String.join("\n", List.of("model: " + from.model(), "folder: " + from.folder(),
                "hash: " + from.hash(), "dtype: " + from.dtype(), "device: " + from.device(),
                "prompt: " + from.prompt(), "ids: " + from.ids(), "sites: " + String.join(", ", from.sites()),
                "settings: " + String.join(", ", from.settings()), "version: " + from.version()))).orElse("");
    }

    private static String version(Provenance from) {
        return "Sextant " + from.version();
    }

    private static String quoted(String prompt) {
        return prompt.isEmpty() ? "" : "“" + prompt.replace('\n', ' ') + "”";
    }

    private static String joined(Stream<String> parts) {
        return String.join(" · ", parts.filter(part -> !part.isBlank()).toList());
    }
}
