package org.sextant.runtime.steering;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.sextant.runtime.checkpoint.GgufFile;
import org.sextant.runtime.checkpoint.GgufWriter;
import org.sextant.runtime.hook.SiteKind;

/// The control vectors of repeng and llama.cpp (METHODS.md 4.13): tensors `direction.{l}`, where `l` is the block whose
/// output is edited. Sextant keeps what it knows besides under `sextant.…`, which the others leave alone.
///
/// `controlvector.layer_count` is written as repeng does, and not held against a file: writers count differently.
final class GgufVectors implements VectorFormat {
    private static final String ARCHITECTURE = "controlvector";
    private static final String MODEL_HINT = ARCHITECTURE + ".model_hint";
    private static final String LAYER_COUNT = ARCHITECTURE + ".layer_count";
    private static final String OURS = "sextant.";

    @Override
    public String ending() {
        return ".gguf";
    }

    @Override
    public VectorContent read(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            GgufFile tensors = GgufFile.map(file, ARCHITECTURE, arena);
            List<Directions.Stored> arrays = tensors.entries().stream()
                    .map(entry -> SafetensorsVectors.stored(entry, () -> tensors.bytes(entry))).toList();
            return VectorContent.of(texts(tensors.metadata()), Directions.of(arrays, file), file);
        }
    }

    /// What Sextant wrote; in a file of others the model's type and whatever else is said of the vector.
    private static Map<String, String> texts(Map<String, String> metadata) {
        Map<String, String> ours = below(OURS, metadata);
        if (!ours.isEmpty()) {
            return ours;
        }
        Map<String, String> theirs = below(ARCHITECTURE + ".", metadata);
        theirs.remove("layer_count");
        theirs.remove(VectorContent.SITE);
        String hint = theirs.remove("model_hint");
        if (hint != null) {
            theirs.put(SvecVectors.MODEL_TYPE, hint);
        }
        return theirs;
    }

    private static Map<String, String> below(String prefix, Map<String, String> metadata) {
        Map<String, String> found = new TreeMap<>();
        metadata.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    @Override
    public void write(SteeringVector vector, Path file) {
        GgufWriter writer = new GgufWriter(ARCHITECTURE).metadata(MODEL_HINT, SvecVectors.modelType(vector))
                .metadata(LAYER_COUNT, vector.byLayer().size());
        VectorContent.texts(vector).forEach((key, value) -> writer.metadata(OURS + key, value));
        vector.byLayer().forEach((layer, values) -> writer.add("direction." + layer, values));
        writer.writeTo(file);
    }

    @Override
    public List<String> cautions(SteeringVector vector) {
        List<String> cautions = new ArrayList<>();
        if (vector.byLayer().containsKey(0)) {
            cautions.add("llama.cpp refuses a control vector with a direction for layer 0");
        }
        if (vector.site() != SiteKind.RESID_POST) {
            cautions.add("other programs take a control vector for one of hook_resid_post, not "
                    + vector.site().suffix());
        }
        return cautions;
    }
}
