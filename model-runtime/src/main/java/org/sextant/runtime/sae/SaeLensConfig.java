package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.checkpoint.ModelConfig;

/// `cfg.json` of SAELens, in the layout since 6.0 and in the flat one before (METHODS.md 2.3).
final class SaeLensConfig {
    private static final String TRANSCODER = "transcoder";
    private static final List<String> ARCHITECTURES = List.of("standard", "gated", "jumprelu", "topk", "batchtopk",
            "matryoshka_batchtopk", TRANSCODER, "skip_transcoder", "jumprelu_transcoder", "jumprelu_skip_transcoder",
            "top_afa");
    private static final List<String> RESHAPES = List.of("none", "hook_z");

    private final ModelConfig config;
    private final ModelConfig metadata;

    SaeLensConfig(ModelConfig config) {
        this.config = config;
        this.metadata = config.child("metadata").or(() -> config.child("meta")).orElse(config);
    }

    SaeSpec spec() {
        String architecture = architecture();
        requireReshape();
        boolean transcoder = architecture.endsWith(TRANSCODER);
        int dIn = positive(config, "d_in");
        int dOut = transcoder && config.has("d_out") ? positive(config, "d_out") : dIn;
        return new SaeSpec(dIn, dOut, positive(config, "d_sae"), activation(architecture),
                !transcoder && config.flag("apply_b_dec_to_input", true), normalization(),
                site("hook_name", "hook_point").orElse(SaeListing.UNKNOWN),
                transcoder
                        ? Optional.of(site("hook_name_out", "hook_point_out").orElse(SaeListing.UNKNOWN))
                        : Optional.empty(),
                architecture.contains("skip_transcoder"), SaeLensFormat.notes(metadata));
    }

    SiteOrigin origin(SaeSpec spec) {
        return spec.sites().contains(SaeListing.UNKNOWN)
                ? SiteOrigin.unknown()
                : SiteOrigin.key(metadata.has("hook_name") ? "hook_name" : "hook_point", config.file());
    }

    /// @param scaled whether a file gives what inputs are multiplied by
    List<String> warnings(boolean scaled) {
        List<String> warnings = new ArrayList<>();
        metadata.shown("hook_head_index").or(() -> metadata.shown("hook_point_head_index"))
                .ifPresent(head -> warnings.add("It was trained on head " + head + " alone."));
        String named = config.textOrFlag("normalize_activations").orElse("none");
        if ((named.equals("true") || named.equals("expected_average_only_in")) && !scaled) {
            warnings.add("Inputs were scaled to a mean norm, and no activation_scaler.json says by how much;"
                    + " the scale is taken as folded into the weights.");
        }
        return warnings;
    }

    private Optional<String> site(String key, String older) {
        return metadata.text(key).or(() -> metadata.text(older));
    }

    private String architecture() {
        String named = config.text("architecture").orElse("standard");
        String activation = config.text("activation_fn").or(() -> config.text("activation_fn_str")).orElse("relu");
        String architecture = named.equals("standard") && activation.equals("topk") ? "topk" : named;
        boolean known = ARCHITECTURES.contains(architecture)
                && (activation.equals("relu") || activation.equals("topk") || !architecture.equals("standard"));
        if (!known) {
            throw new SaeException("the architecture " + architecture + " with " + activation + " is unknown",
                    "in " + config.file(), "choose an SAE of " + String.join(", ", ARCHITECTURES));
        }
        return architecture;
    }

    private void requireReshape() {
        String reshape = config.text("reshape_activations").orElse("none");
        if (!RESHAPES.contains(reshape)) {
            throw new SaeException("activations are to be reshaped by " + reshape, "in " + config.file(),
                    "choose an SAE with " + String.join(" or ", RESHAPES));
        }
    }

    private SaeActivation activation(String architecture) {
        return switch (architecture) {
            case "gated" -> new SaeActivation.Gated();
            case "topk" -> {
                ModelConfig holder = config.has("k") ? config : config.child("activation_fn_kwargs").orElse(config);
                yield new SaeActivation.TopK(positive(holder, "k"),
                        config.flag("rescale_acts_by_decoder_norm", false));
            }
            case "top_afa" -> new SaeActivation.TopAfa();
            case "standard", TRANSCODER, "skip_transcoder" -> new SaeActivation.Relu();
            default -> new SaeActivation.JumpRelu();
        };
    }

    /// `expected_average_only_in` is folded into released weights, or given in a file of its own.
    private InputNormalization normalization() {
        String named = config.textOrFlag("normalize_activations").orElse("none");
        return switch (named) {
            case "none", "false", "true", "expected_average_only_in" -> InputNormalization.NONE;
            case "constant_norm_rescale" -> InputNormalization.CONSTANT_NORM;
            case "layer_norm" -> InputNormalization.LAYER_NORM;
            default -> throw new SaeException("the normalisation " + named + " is unknown", "in " + config.file(),
                    "choose an SAE with none, expected_average_only_in, constant_norm_rescale or layer_norm");
        };
    }

    /// A whole number of one or more.
    ///
    /// @throws SaeException if it is less
    static int positive(ModelConfig config, String key) {
        int value = config.requiredInteger(key);
        if (value < 1) {
            throw new SaeException("the key " + key + " is " + value, "in " + config.file(), "give 1 or more");
        }
        return value;
    }

    static ObjectNode json(SaeSpec spec, SaeLensFormat.Storage storage) {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("architecture", name(spec))
                .put("d_in", spec.dIn()).put("d_sae", spec.dSae());
        if (spec.transcoder()) {
            config.put("d_out", spec.dOut());
        }
        if (spec.activation() instanceof SaeActivation.TopK topK) {
            config.put("k", topK.k()).put("rescale_acts_by_decoder_norm", topK.rescaled());
        }
        config.put("dtype", storage.name().toLowerCase(Locale.ROOT)).put("device", "cpu")
                .put("apply_b_dec_to_input", spec.centred())
                .put("normalize_activations", spec.normalization().label())
                .put("reshape_activations", spec.site().contains("hook_z") ? "hook_z" : "none");
        ObjectNode metadata = config.putObject("metadata").put("hook_name", spec.site());
        spec.siteOut().ifPresent(site -> metadata.put("hook_name_out", site));
        spec.notes().forEach((key, value) -> putTyped(metadata, key, value));
        return config;
    }

    private static void putTyped(ObjectNode node, String key, String value) {
        if (value.equals("true") || value.equals("false")) {
            node.put(key, Boolean.parseBoolean(value));
        } else if (value.matches("\\d{1,9}")) {
            node.put(key, Integer.parseInt(value));
        } else {
            node.put(key, value);
        }
    }

    private static String name(SaeSpec spec) {
        boolean transcoder = spec.transcoder();
        return switch (spec.activation()) {
            case SaeActivation.Relu _ when transcoder -> spec.skip() ? "skip_transcoder" : TRANSCODER;
            case SaeActivation.JumpRelu _ when transcoder ->
                spec.skip() ? "jumprelu_skip_transcoder" : "jumprelu_transcoder";
            case SaeActivation.Relu _ -> "standard";
            case SaeActivation.Gated _ when !transcoder -> "gated";
            case SaeActivation.JumpRelu _ -> "jumprelu";
            case SaeActivation.TopK _ when !transcoder -> "topk";
            case SaeActivation.TopAfa _ when !transcoder -> "top_afa";
            default -> throw new SaeException("SAELens has no name for " + (transcoder ? "a transcoder" : "an SAE")
                    + " of the architecture " + spec.activation().label(), "when the SAE was to be written",
                    "train it as jumprelu or batchtopk");
        };
    }
}
