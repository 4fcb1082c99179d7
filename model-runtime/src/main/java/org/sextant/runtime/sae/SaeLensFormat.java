package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    public String name() {
        return "SAELens";
    }

    @Override
    public String files() {
        return WEIGHTS + " with " + CONFIG;
    }

    @Override
    public boolean fits(Path weights) {
        return weights.endsWith(WEIGHTS) && Files.exists(weights.resolveSibling(CONFIG));
    }

    @Override
    public SaeListing inspect(Path weights) {
        SaeLensConfig config = config(weights);
        SaeSpec spec = config.spec();
        return new SaeListing(weights, name(), spec, config.origin(spec),
                config.warnings(Files.exists(weights.resolveSibling(SCALER))));
    }

    private static SaeLensConfig config(Path weights) {
        return new SaeLensConfig(ModelConfig.read(weights.resolveSibling(CONFIG)));
    }

    @Override
    public SaeData read(Path weights) {
        SaeSpec spec = config(weights).spec();
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        Optional<float[]> factors = Optional.empty();
        try (StoredTensors stored = StoredTensors.open(weights)) {
            for (SaeTensor tensor : spec.tensors()) {
                tensors.put(tensor,
                        tensor == SaeTensor.THRESHOLD
                                ? thresholds(stored, spec)
                                : stored.floats(name(tensor), tensor.shape(spec)));
            }
            if (stored.has(SCALING_FACTOR)) {
                factors = Optional.of(stored.floats(SCALING_FACTOR, spec.dSae()));
            }
        }
        SaeData data = SaeData.of(spec, tensors, "in " + weights);
        SaeData factored = factors.map(values -> scaled(data, values, weights)).orElse(data);
        return scaler(weights).map(scale -> factored.unscaled(scale, scale)).orElse(factored);
    }

    /// Training checkpoints hold logarithms, or for batch top-k the one running threshold.
    private static float[] thresholds(StoredTensors stored, SaeSpec spec) {
        String threshold = name(SaeTensor.THRESHOLD);
        float[] values = new float[spec.dSae()];
        if (stored.has(threshold)) {
            return stored.floats(threshold, spec.dSae());
        }
        if (stored.has("topk_threshold")) {
            Arrays.fill(values, stored.number("topk_threshold"));
        } else if (stored.has("log_threshold")) {
            float[] logarithms = stored.floats("log_threshold", spec.dSae());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.exp(logarithms[i]);
            }
        } else {
            return stored.floats(threshold, spec.dSae());
        }
        return values;
    }

    /// Old files may multiply features after the activation. Where the activation bears it, `s·relu(x) = relu(s·x)`, it
    /// goes into the units of the features, otherwise into the decoder.
    private static SaeData scaled(SaeData data, float[] factors, Path weights) {
        boolean positive = true;
        boolean ones = true;
        for (int feature = 0; feature < factors.length; feature++) {
            if (!Float.isFinite(factors[feature])) {
                throw new SaeException("the factor of feature " + feature + " is " + factors[feature],
                        "in " + SCALING_FACTOR + " of " + weights, "download the SAE again");
            }
            positive &= factors[feature] > 0;
            ones &= factors[feature] == 1;
        }
        boolean ranksByDecoder = data.spec().activation() instanceof SaeActivation.TopAfa
                || (data.spec().activation() instanceof SaeActivation.TopK topK && topK.rescaled());
        if (ranksByDecoder && !ones) {
            throw new SaeException("features are multiplied after they were ranked by their decoder rows",
                    "in " + SCALING_FACTOR + " of " + weights, "fold the factors into the weights with the tool that"
                            + " made it");
        }
        SaeData decoding = data.decoderTimes(factors);
        return positive && data.spec().activation().limit().isEmpty() ? decoding.featuresTimes(factors) : decoding;
    }

    /// What inputs are multiplied by, where a file says so.
    private static Optional<Double> scaler(Path weights) {
        Path file = weights.resolveSibling(SCALER);
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
