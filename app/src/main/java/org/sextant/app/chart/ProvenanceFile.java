package org.sextant.app.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.session.Provenance;

/// How to get the numbers of a CSV file again, as JSON in a file beside it: the columns of the CSV are for the numbers
/// alone.
public final class ProvenanceFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProvenanceFile() {}

    /// Where the numbers of one prompt of a file of prompts come from.
    ///
    /// @param prompt its number in the column `prompt`
    /// @param label what its file calls it
    public record Source(int prompt, Optional<String> label, Provenance provenance) {}

    /// `lens.csv.provenance.json`.
    public static Path beside(Path csv) {
        return csv.resolveSibling(csv.getFileName() + ".provenance.json");
    }

    /// Writes `{"provenance": {…}}`.
    public static void write(Provenance provenance, Path csv) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        document.set("provenance", JSON.valueToTree(provenance));
        write(document, csv);
    }

    /// Writes `{"prompts": [{"prompt": 0, "label": …, "provenance": {…}}]}`.
    public static void write(List<Source> sources, Path csv) throws IOException {
        ObjectNode document = JSON.createObjectNode();
        ArrayNode prompts = document.putArray("prompts");
        for (Source source : sources) {
            prompts.addObject().put("prompt", source.prompt()).put("label", source.label().orElse(null))
                    .set("provenance", JSON.valueToTree(source.provenance()));
        }
        write(document, csv);
    }

    private static void write(ObjectNode document, Path csv) throws IOException {
        Files.writeString(beside(csv), document.toPrettyString() + "\n");
    }
}
