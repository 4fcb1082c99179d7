package org.sextant.runtime.sae;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sextant.runtime.checkpoint.ModelConfig;

/// Llama Scope (METHODS.md 2.5): `hyperparams.json` with `checkpoints/final.safetensors` and one threshold for all
/// features, or, of the distilled R1, `config.json` with `sae_weights.safetensors` and the logarithm of each. Inputs are
/// multiplied by `c = √d / mean norm`, which is folded into the weights here.
final class LlamaScopeFormat implements SaeFormat {
    private static final String HYPERPARAMETERS = "hyperparams.json";
    private static final String CONFIG = "config.json";
    private static final Path FINAL = Path.of("checkpoints", "final.safetensors");
    private static final String DISTILLED = "sae_weights.safetensors";
    private static final String LOGARITHMS = "log_jumprelu_threshold";
    private static final String NORMS = "dataset_average_activation_norm";

    @Override
    public String name() {
        return "Llama Scope";
    }

    @Override
    public String files() {
        return FINAL + " with " + HYPERPARAMETERS;
    }

    @Override
    public boolean fits(Path weights) {
        if (!Files.exists(configFile(weights))) {
            return false;
        }
        return weights.endsWith(DISTILLED)
                ? ModelConfig.read(configFile(weights)).has("hook_point_in")
                : weights.toAbsolutePath().endsWith(FINAL);
    }

    private static Path configFile(Path weights) {
        Path folder = weights.toAbsolutePath().getParent();
        return weights.endsWith(DISTILLED) ? folder.resolve(CONFIG) : folder.resolveSibling(HYPERPARAMETERS);
    }

    @Override
    public SaeListing inspect(Path weights) {
        ModelConfig config = ModelConfig.read(configFile(weights));
        SaeSpec spec = spec(config);
        SiteOrigin origin = spec.sites().contains(SaeListing.UNKNOWN)
                ? SiteOrigin.unknown()
                : SiteOrigin.key("hook_point_in", config.file());
        return new SaeListing(weights, name(), spec, origin, scale(config, "in", spec.dIn()) == 1
                ? List.of("No mean norm of the inputs is given; the scale is taken as folded into the weights.")
                : List.of());
    }

    @Override
    public SaeData read(Path weights) {
        ModelConfig config = ModelConfig.read(configFile(weights));
        SaeSpec spec = spec(config);
        double scale = scale(config, "in", spec.dIn());
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            tensors.put(SaeTensor.W_ENC, stored.turned("encoder.weight", spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.B_ENC, stored.floats("encoder.bias", spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.turned("decoder.weight", spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_DEC, stored.floats("decoder.bias", spec.dOut()));
            tensors.put(SaeTensor.THRESHOLD, thresholds(stored, config, spec.dSae(), scale));
        }
        return SaeData.of(spec, tensors, "in " + weights).unscaled(scale,
                spec.transcoder() ? scale(config, "out", spec.dOut()) : scale);
    }

    private static float[] thresholds(StoredTensors stored, ModelConfig config, int features, double scale) {
        if (stored.has(LOGARITHMS)) {
            float[] thresholds = stored.floats(LOGARITHMS, features);
            for (int i = 0; i < features; i++) {
                thresholds[i] = (float) Math.exp(thresholds[i]);
            }
            return thresholds;
        }
        double threshold = config.optionalNumber("jump_relu_threshold").orElseThrow(
                () -> new SaeException("the threshold, jump_relu_threshold, is missing", "in " + config.file(),
                        "download the SAE again"));
        float[] thresholds = new float[features];
        Arrays.fill(thresholds, (float) (threshold * scale));
        return thresholds;
    }

    private static SaeSpec spec(ModelConfig config) {
        int width = SaeLensConfig.positive(config, "d_model");
        int features = config.has("d_sae")
                ? SaeLensConfig.positive(config, "d_sae")
                : Math.multiplyExact(width, SaeLensConfig.positive(config, "expansion_factor"));
        String site = config.text("hook_point_in").orElse(SaeListing.UNKNOWN);
        return new SaeSpec(width, width, features, new SaeActivation.JumpRelu(), false, InputNormalization.NONE, site,
                config.text("hook_point_out").filter(out -> !out.equals(site)), false, Map.of());
    }

    /// `√d / mean norm`; 1 where no norm is given.
    private static double scale(ModelConfig config, String which, int width) {
        Optional<Double> norm = config.child(NORMS).map(norms -> norms.number(which, Math.sqrt(width)));
        double mean = norm.orElse(Math.sqrt(width));
        if (!(mean > 0) || Double.isInfinite(mean)) {
            throw new SaeException("the mean norm of activations is " + mean, "in " + config.file(),
                    "download the SAE again");
        }
        return Math.sqrt(width) / mean;
    }
}
