package org.sextant.app.routing;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.Token;

/// The routing of a prompt as viewers of routing traces read it: `{"model_id", "num_layers", "num_experts", "top_k", "text",
/// "token_strs": […], "activations": [{"layer", "token_idx", "expert_idx", "gate_weight"}]}`, with the provenance behind it.
public final class TraceFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TraceFile() {}

    /// Writes one value after the other, so that a trace of any length takes no memory.
    ///
    /// @param card of the model that gave the result
    public static void write(RoutingResult result, ModelCard card, Path file) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeStringField("model_id", card.name());
            out.writeNumberField("num_layers", card.layers());
            out.writeNumberField("num_experts", result.experts());
            out.writeNumberField("top_k", result.chosen());
            out.writeStringField("text", result.provenance().prompt());
            out.writeArrayFieldStart("token_strs");
            for (Token token : result.tokens()) {
                out.writeString(token.text());
            }
            out.writeEndArray();
            out.writeArrayFieldStart("activations");
            for (RoutedLayer layer : result.layers()) {
                writeActivations(layer, result.chosen(), out);
            }
            out.writeEndArray();
            out.writeObjectField("provenance", result.provenance());
            out.writeEndObject();
            out.writeRaw("\n");
        }
    }

    private static void writeActivations(RoutedLayer layer, int chosen, JsonGenerator out) throws IOException {
        for (int position = 0; position < layer.positions(); position++) {
            for (int rank = 0; rank < chosen; rank++) {
                out.writeStartObject();
                out.writeNumberField("layer", layer.layer());
                out.writeNumberField("token_idx", position);
                out.writeNumberField("expert_idx", layer.expert(position, rank));
                out.writeNumberField("gate_weight", layer.weight(position, rank));
                out.writeEndObject();
            }
        }
    }
}
