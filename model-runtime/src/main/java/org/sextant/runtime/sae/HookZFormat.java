package org.sextant.runtime.sae;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sextant.runtime.checkpoint.ModelConfig;

/// SAEs of Connor Kissane and Rob Krzyzanowski, most of them of attention: `name.pt` with `name_cfg.json`, which gives
/// `act_size`, `dict_size` and `act_name` (METHODS.md 2.5).
final class HookZFormat implements SaeFormat {
    @Override
    public String name() {
        return "hook_z SAEs of Kissane and Krzyzanowski";
    }

    @Override
    public String files() {
        return "NAME.pt with NAME_cfg.json";
    }

    @Override
    public boolean fits(Path weights) {
        return Files.exists(configFile(weights));
    }

    private static Path configFile(Path weights) {
        String name = weights.getFileName().toString();
        return weights.resolveSibling(name.substring(0, Math.max(0, name.lastIndexOf('.'))) + "_cfg.json");
    }

    @Override
    public SaeListing inspect(Path weights) {
        ModelConfig config = ModelConfig.read(configFile(weights));
        SaeSpec spec = spec(config);
        return new SaeListing(weights, name(), spec, spec.site().equals(SaeListing.UNKNOWN)
                ? SiteOrigin.unknown()
                : SiteOrigin.key("act_name", config.file()), List.of());
    }

    @Override
    public SaeData read(Path weights) {
        SaeSpec spec = spec(ModelConfig.read(configFile(weights)));
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            tensors.put(SaeTensor.W_ENC, stored.floats("W_enc", spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.B_ENC, stored.floats("b_enc", spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.floats("W_dec", spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_DEC, stored.floats("b_dec", spec.dOut()));
        }
        return SaeData.of(spec, tensors, "in " + weights);
    }

    private static SaeSpec spec(ModelConfig config) {
        int width = SaeLensConfig.positive(config, "act_size");
        Map<String, String> notes = config.shown("model_name").map(model -> Map.of("model_name", model))
                .orElse(Map.of());
        return new SaeSpec(width, width, SaeLensConfig.positive(config, "dict_size"), new SaeActivation.Relu(), true,
                InputNormalization.NONE, config.text("act_name").orElse(SaeListing.UNKNOWN), Optional.empty(), false,
                notes);
    }
}
