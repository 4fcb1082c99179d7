package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.sextant.runtime.SextantException;

/// OpenAI's sparse_autoencoder for GPT-2 small (METHODS.md 2.7): a `.pt` of `pre_bias`, `latent_bias`, both matrices, and the
/// name of the activation. Where it is TopK, inputs are normalised first. The site stands in the names of folders and file:
/// `resid_post_mlp_v5_32k/autoencoders/6.pt`.
final class OpenAiFormat implements SaeFormat {
    private static final Pattern LAYER = Pattern.compile("^(\\d{1,4})\\.pth?$");
    private static final Pattern LOCATION = Pattern
            .compile("^(mlp_post_act|resid_delta_mlp|resid_delta_attn|resid_post_attn|resid_post_mlp)(?:_v\\d.*)?$");
    private static final String BIAS = "latent_bias";

    /// Where an SAE belongs, and how that is known.
    private record Place(String site, SiteOrigin origin) {}

    @Override
    public String name() {
        return "OpenAI sparse_autoencoder";
    }

    @Override
    public String files() {
        return "LAYER.pt with latent_bias";
    }

    @Override
    public boolean fits(Path weights) {
        try (StoredTensors stored = StoredTensors.open(weights)) {
            return stored.has(BIAS) && stored.has("pre_bias");
        } catch (SextantException unreadable) {
            return false;
        }
    }

    @Override
    public SaeListing inspect(Path weights) {
        Place place = place(weights);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            return new SaeListing(weights, name(), spec(weights, stored, place.site()), place.origin(), List.of());
        }
    }

    @Override
    public SaeData read(Path weights) {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(weights, stored, place(weights).site());
            tensors.put(SaeTensor.W_ENC, stored.turned("encoder.weight", spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.B_ENC, stored.floats(BIAS, spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.turned("decoder.weight", spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_DEC, stored.floats("pre_bias", spec.dOut()));
            return SaeData.of(spec, tensors, "in " + weights);
        }
    }

    private static SaeSpec spec(Path weights, StoredTensors stored, String site) {
        int width = stored.length("pre_bias");
        String activation = stored.note("activation").orElse("ReLU");
        return new SaeSpec(width, width, stored.length(BIAS), activation(activation, stored, weights), true,
                activation.equals("TopK") ? InputNormalization.LAYER_NORM : InputNormalization.NONE, site,
                Optional.empty(), false, Map.of());
    }

    private static SaeActivation activation(String named, StoredTensors stored, Path weights) {
        String after = stored.note("activation_state_dict.postact_fn").orElse("ReLU");
        String k = stored.note("activation_state_dict.k").orElse("");
        boolean largest = named.equals("TopK") && after.equals("ReLU") && k.matches("[1-9]\\d{0,8}");
        if (largest) {
            return new SaeActivation.TopK(Integer.parseInt(k), false);
        }
        return switch (named) {
            case "ReLU" -> new SaeActivation.Relu();
            case "Identity" -> new SaeActivation.Identity();
            default -> throw new SaeException(
                    "the activation " + named + " with k '" + k + "', then " + after + ", is unknown",
                    "in " + weights, "choose an SAE with ReLU, Identity, or TopK then ReLU");
        };
    }

    private static Place place(Path weights) {
        Optional<NameHint> layer = NameHint.find(weights, LAYER);
        Optional<NameHint> location = NameHint.find(weights, LOCATION);
        if (layer.isEmpty() || location.isEmpty()) {
            return new Place(SaeListing.UNKNOWN, SiteOrigin.unknown());
        }
        String suffix = switch (location.get().match().group(1)) {
            case "mlp_post_act" -> "mlp.hook_post";
            case "resid_delta_mlp" -> "hook_mlp_out";
            case "resid_delta_attn" -> "hook_attn_out";
            case "resid_post_attn" -> "hook_resid_mid";
            default -> "hook_resid_post";
        };
        return new Place("blocks." + layer.get().number(1) + "." + suffix,
                SiteOrigin.name(layer.get().name() + " in " + location.get().name()));
    }
}
