package org.sextant.runtime.sae;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Transcoders of Michael Hanna and of circuit-tracer: `layer_N.safetensors` beside `config.yaml` or `wandb-config.yaml`,
/// the encoder turned (METHODS.md 2.5). Cross-layer transcoders, whose features write to many blocks, are refused by name:
/// an SAE here has one output.
final class LayerTranscoderFormat implements SaeFormat {
    private static final Pattern FILE = Pattern.compile("^(?:.*_)?layer_?(\\d{1,4})\\.safetensors$");
    private static final Pattern ACROSS = Pattern.compile("^W_(?:enc|dec)_(\\d{1,4})\\.safetensors$");
    private static final List<String> CONFIGS = List.of("config.yaml", "wandb-config.yaml", "wanb-config.yaml");
    private static final String INPUT = "feature_input_hook";
    private static final String OUTPUT = "feature_output_hook";

    @Override
    public String name() {
        return "transcoders a layer";
    }

    @Override
    public String files() {
        return "layer_N.safetensors with " + CONFIGS.getFirst() + " or " + CONFIGS.get(1);
    }

    @Override
    public boolean fits(Path weights) {
        String file = weights.getFileName().toString();
        return (FILE.matcher(file).matches() || ACROSS.matcher(file).matches())
                && CONFIGS.stream().anyMatch(config -> Files.exists(weights.resolveSibling(config)));
    }

    @Override
    public SaeListing inspect(Path weights) {
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(weights, stored);
            String name = weights.getFileName().toString();
            SiteOrigin origin = setting(weights, INPUT)
                    .map(_ -> SiteOrigin.key(INPUT, weights.resolveSibling(CONFIGS.getFirst())))
                    .orElseGet(() -> SiteOrigin.name(name));
            return new SaeListing(weights, name(), spec, origin, List.of());
        }
    }

    @Override
    public SaeData read(Path weights) {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(weights, stored);
            tensors.put(SaeTensor.W_ENC, stored.turned("W_enc", spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.B_ENC, stored.floats("b_enc", spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.floats("W_dec", spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_DEC, stored.floats("b_dec", spec.dOut()));
            if (spec.activation() instanceof SaeActivation.JumpRelu) {
                tensors.put(SaeTensor.THRESHOLD, stored.floats("threshold", spec.dSae()));
            }
            if (spec.skip()) {
                tensors.put(SaeTensor.W_SKIP, stored.floats("W_skip", spec.dOut(), spec.dIn()));
            }
            return SaeData.of(spec, tensors, "in " + weights);
        }
    }

    private static SaeSpec spec(Path weights, StoredTensors stored) {
        if (ACROSS.matcher(weights.getFileName().toString()).matches()) {
            throw new SaeException("this is one layer of a cross-layer transcoder, whose features write to many blocks",
                    "at " + weights, "choose transcoders a layer of the same model");
        }
        int features = stored.length("b_enc");
        String block = "blocks." + layer(weights) + ".";
        Map<String, String> notes = setting(weights, "model_name").map(model -> Map.of("model_name", model))
                .orElse(Map.of());
        return new SaeSpec(stored.across("W_enc", features), stored.length("b_dec"), features,
                stored.has("threshold") ? new SaeActivation.JumpRelu() : new SaeActivation.Relu(), false,
                InputNormalization.NONE, block + setting(weights, INPUT).orElse(MlpInput.SUFFIX),
                Optional.of(block + setting(weights, OUTPUT).orElse("hook_mlp_out")), stored.has("W_skip"), notes);
    }

    private static int layer(Path weights) {
        Matcher file = FILE.matcher(weights.getFileName().toString());
        if (!file.matches()) {
            throw new IllegalArgumentException(weights + " is named after no layer");
        }
        return Integer.parseInt(file.group(1));
    }

    /// A line `key: value` of `config.yaml`.
    private static Optional<String> setting(Path weights, String key) {
        Path config = weights.resolveSibling(CONFIGS.getFirst());
        if (!Files.exists(config)) {
            return Optional.empty();
        }
        Pattern line = Pattern.compile("^" + key + ":\\s*[\"']?([\\w./-]+)[\"']?\\s*(?:#.*)?$");
        try (Stream<String> lines = Files.lines(config)) {
            return lines.map(line::matcher).filter(Matcher::matches).map(match -> match.group(1)).findFirst();
        } catch (IOException | UncheckedIOException failure) {
            throw new SaeException("the configuration cannot be read (" + failure.getMessage() + ")", "at " + config,
                    "download it again", failure);
        }
    }
}
