package org.sextant.runtime.sae;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.WholeFile;
import org.sextant.runtime.checkpoint.ModelConfig;
import org.sextant.runtime.checkpoint.SafetensorsWriter;

/// Folders of SAELens: `cfg.json` and `sae_weights.safetensors`, perhaps `activation_scaler.json` (METHODS.md 2.3). Both
/// the layout since 6.0, in which sites stand under `metadata`, and the flat one before are read; the newer is written.
///
/// SAELens has no architecture for top-AFA. It is written as `"architecture": "top_afa"` with `W_enc`, `W_dec` and
/// `b_dec`; there is no `b_enc`, since the activation has none, and other tools do not read it.
public final class SaeLensFormat implements SaeFormat {
    private static final String CONFIG = "cfg.json";
    private static final String WEIGHTS = "sae_weights.safetensors";
    private static final String SCALER = "activation_scaler.json";
    private static final String SPARSITY = "sparsity.safetensors";
    private static final String SCALING_FACTOR = "scaling_factor";
    private static final List<String> NOTES = List.of("model_name", "context_size", "prepend_bos", "dataset_path",
            "sae_lens_version", "neuronpedia_id");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// How the numbers of an SAE are stored.
    public enum Storage {
        /// Four bytes each, exact.
        FLOAT32,
        /// Two bytes each, rounded.
        FLOAT16
    }

    @Override
    public String describe() {
        return "SAELens (" + CONFIG + " and " + WEIGHTS + ")";
    }

    @Override
    public boolean fits(Path folder) {
        return Files.exists(folder.resolve(CONFIG)) && Files.exists(folder.resolve(WEIGHTS));
    }

    @Override
    public SaeSpec spec(Path folder) {
        return SaeLensConfig.spec(ModelConfig.read(folder.resolve(CONFIG)));
    }

    @Override
    public SaeData read(Path folder) {
        SaeSpec spec = spec(folder);
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (Arena arena = Arena.ofConfined()) {
            StoredTensors stored = new StoredTensors(folder.resolve(WEIGHTS), arena);
            spec.tensors().forEach(tensor -> tensors.put(tensor, stored.floats(name(tensor), tensor.shape(spec))));
            if (stored.has(SCALING_FACTOR)) {
                foldFactors(spec, tensors, stored.floats(SCALING_FACTOR, spec.dSae()), folder);
            }
        }
        SaeData data = SaeData.of(spec, tensors, "in " + folder.resolve(WEIGHTS));
        return scaler(folder).map(scale -> data.unscaled(scale, scale)).orElse(data);
    }

    /// Old files may multiply features after the relu; `s·relu(x) = relu(s·x)` for s > 0.
    private static void foldFactors(SaeSpec spec, Map<SaeTensor, float[]> tensors, float[] factors, Path folder) {
        boolean foldable = spec.activation() instanceof SaeActivation.Relu;
        for (int feature = 0; feature < factors.length; feature++) {
            if (factors[feature] != 1 && !(foldable && factors[feature] > 0)) {
                throw new SaeException("the factor of feature " + feature + " is " + factors[feature],
                        "in " + SCALING_FACTOR + " of " + folder.resolve(WEIGHTS),
                        "fold it into the weights with the tool that made it");
            }
        }
        float[] encoder = tensors.get(SaeTensor.W_ENC);
        for (int i = 0; i < encoder.length; i++) {
            encoder[i] *= factors[i % factors.length];
        }
        float[] bias = tensors.get(SaeTensor.B_ENC);
        for (int i = 0; bias != null && i < bias.length; i++) {
            bias[i] *= factors[i];
        }
    }

    /// What inputs are multiplied by, where a file says so.
    private static Optional<Double> scaler(Path folder) {
        Path file = folder.resolve(SCALER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        double scale = ModelConfig.read(file).number(SCALING_FACTOR, 1);
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new SaeException("inputs are to be multiplied by " + scale, "in " + file, "download the SAE again");
        }
        return Optional.of(scale);
    }

    /// Writes an SAE into a folder, which is made where it is missing. Each file appears whole.
    ///
    /// @param firingRates share of tokens at which each feature is active, `[d_sae]`; empty where it is not known
    /// @throws SaeException if the folder cannot be written to
    public static void write(SaeData data, Path folder, Storage storage, Optional<float[]> firingRates) {
        try {
            Files.createDirectories(folder);
            SafetensorsWriter weights = new SafetensorsWriter();
            data.spec().tensors().forEach(tensor -> {
                int[] shape = tensor.shape(data.spec());
                if (storage == Storage.FLOAT16) {
                    weights.addHalf(name(tensor), data.stored(tensor), shape);
                } else {
                    weights.add(name(tensor), data.stored(tensor), shape);
                }
            });
            weights.writeTo(folder.resolve(WEIGHTS));
            if (firingRates.isPresent()) {
                float[] rates = firingRates.get();
                new SafetensorsWriter().add("sparsity", i -> (float) Math.log10(rates[i] + 1e-10), rates.length)
                        .writeTo(folder.resolve(SPARSITY));
            }
            ObjectNode config = SaeLensConfig.json(data.spec(), storage);
            WholeFile.writeString(folder.resolve(CONFIG),
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
        } catch (IOException failure) {
            throw new SaeException("the SAE cannot be written (" + failure + ")", "at " + folder,
                    "check that the folder may be written to and has room", failure);
        }
    }

    private static String name(SaeTensor tensor) {
        return switch (tensor) {
            case W_ENC -> "W_enc";
            case B_ENC -> "b_enc";
            case W_DEC -> "W_dec";
            case B_DEC -> "b_dec";
            case THRESHOLD -> "threshold";
            case B_GATE -> "b_gate";
            case B_MAG -> "b_mag";
            case R_MAG -> "r_mag";
            case W_SKIP -> "W_skip";
        };
    }

    /// What is kept of the metadata.
    static Map<String, String> notes(ModelConfig metadata) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (String key : NOTES) {
            metadata.shown(key).ifPresent(value -> notes.put(key, value));
        }
        return notes;
    }
}
