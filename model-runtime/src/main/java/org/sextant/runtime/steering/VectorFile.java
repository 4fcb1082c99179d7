package org.sextant.runtime.steering;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.checkpoint.SafetensorsFile;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.checkpoint.TensorEntry;
import org.sextant.runtime.checkpoint.Widening;
import org.sextant.runtime.hook.SiteKind;

/// Steering vectors in safetensors (METHODS.md 4.13): a tensor `layer.{l}` `[d_model]` a layer in float32, and what is
/// known of the vector as metadata, its site under `site`. Read are also the names `direction.{l}`, `layers.{l}`, plain
/// numbers, and one matrix `[layers, d_model]`.
public final class VectorFile {
    private static final String SITE = "site";
    private static final Pattern LAYER = Pattern.compile("(?:(?:layer|layers|direction)\\.)?(\\d{1,5})");

    private VectorFile() {}

    /// @throws CheckpointException if the place cannot be written to
    public static void write(SteeringVector vector, Path file) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata(SITE, vector.site().suffix());
        new TreeMap<>(vector.about()).forEach(writer::metadata);
        vector.byLayer().forEach((layer, values) -> writer.add("layer." + layer, values, values.length));
        writer.writeTo(file);
    }

    /// @throws CheckpointException if the file cannot be read or is no safetensors file
    /// @throws SteeringException if it holds no vectors, or numbers that are not finite
    public static SteeringVector read(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            SafetensorsFile tensors = SafetensorsFile.map(file, arena);
            Map<String, String> about = new TreeMap<>(tensors.metadata());
            String site = about.remove(SITE);
            TreeMap<Integer, float[]> layers = new TreeMap<>();
            for (TensorEntry entry : tensors.entries()) {
                add(tensors, entry, layers, file);
            }
            return new SteeringVector(site == null ? SiteKind.RESID_POST : kind(site, file), layers, about);
        }
    }

    private static void add(SafetensorsFile tensors, TensorEntry entry, Map<Integer, float[]> layers, Path file) {
        Matcher name = LAYER.matcher(entry.name());
        boolean matrix = tensors.entries().size() == 1 && entry.shape().size() == 2;
        if (!matrix && (!name.matches() || entry.shape().size() != 1)) {
            throw new SteeringException("the tensor " + entry.name() + " of shape " + entry.shape()
                    + " is no direction of a layer", "in " + file,
                    "give tensors layer.0, layer.1 and so on, or one matrix [layers, d_model]");
        }
        float[] values = numbers(tensors, entry, file);
        if (!matrix) {
            layers.put(Integer.parseInt(name.group(1)), values);
            return;
        }
        int width = Math.toIntExact(entry.shape().getLast());
        for (int layer = 0; layer < entry.shape().getFirst(); layer++) {
            layers.put(layer, Arrays.copyOfRange(values, layer * width, (layer + 1) * width));
        }
    }

    private static float[] numbers(SafetensorsFile tensors, TensorEntry entry, Path file) {
        if (!entry.type().isWeight()) {
            throw new SteeringException("the tensor " + entry.name() + " is stored as " + entry.type(), "in " + file,
                    "store vectors in F32, F16 or BF16");
        }
        float[] values = Widening.floats(tensors.bytes(entry.name()), entry.type());
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new SteeringException("number " + i + " of " + entry.name() + " is " + values[i], "in " + file,
                        "derive the vector again");
            }
        }
        return values;
    }

    private static SiteKind kind(String suffix, Path file) {
        return Stream.of(SiteKind.values()).filter(kind -> kind.suffix().equals(suffix)).findFirst()
                .orElseThrow(() -> new SteeringException("the vector belongs to the site '" + suffix
                        + "', which no model has", "in " + file, "name a site such as hook_resid_post"));
    }
}
