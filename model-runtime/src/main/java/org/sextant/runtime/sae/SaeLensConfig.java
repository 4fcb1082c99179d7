package org.sextant.runtime.sae;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sextant.runtime.checkpoint.CheckpointException;
import org.sextant.runtime.checkpoint.ModelConfig;

/// `cfg.json` of SAELens, in the layout since 6.0 and in the flat one before.
final class SaeLensConfig {
    private static final String TRANSCODER = "transcoder";
    private static final List<String> ARCHITECTURES = List.of("standard", "gated", "jumprelu", "topk", TRANSCODER,
            "skip_transcoder", "jumprelu_transcoder", "top_afa");

    private SaeLensConfig() {}

    static SaeSpec spec(ModelConfig config) {
        ModelConfig metadata = config.child("metadata").orElse(config);
        String architecture = architecture(config);
        boolean transcoder = architecture.endsWith(TRANSCODER);
        String site = first(metadata, "hook_name", "hook_point");
        Optional<String> siteOut = transcoder
                ? Optional.of(first(metadata, "hook_name_out", "hook_point_out"))
                : Optional.empty();
        int dIn = positive(config, "d_in");
        int dOut = transcoder && config.has("d_out") ? positive(config, "d_out") : dIn;
        return new SaeSpec(dIn, dOut, positive(config, "d_sae"), activation(architecture, config),
                !transcoder && config.flag("apply_b_dec_to_input", true), normalization(config), site, siteOut,
                architecture.equals("skip_transcoder"), SaeLensFormat.notes(metadata));
    }

    private static String architecture(ModelConfig config) {
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

    private static SaeActivation activation(String architecture, ModelConfig config) {
        return switch (architecture) {
            case "gated" -> new SaeActivation.Gated();
            case "jumprelu", "jumprelu_transcoder" -> new SaeActivation.JumpRelu();
            case "topk" -> {
                ModelConfig holder = config.has("k") ? config : config.child("activation_fn_kwargs").orElse(config);
                yield new SaeActivation.TopK(positive(holder, "k"),
                        config.flag("rescale_acts_by_decoder_norm", false));
            }
            case "top_afa" -> new SaeActivation.TopAfa();
            default -> new SaeActivation.Relu();
        };
    }

    /// `expected_average_only_in` is folded into released weights, or given in a file of its own.
    private static InputNormalization normalization(ModelConfig config) {
        String named = config.textOrFlag("normalize_activations").orElse("none");
        return switch (named) {
            case "none", "false", "true", "expected_average_only_in" -> InputNormalization.NONE;
            case "constant_norm_rescale" -> InputNormalization.CONSTANT_NORM;
            case "layer_norm" -> InputNormalization.LAYER_NORM;
            default -> throw new SaeException("the normalisation " + named + " is unknown", "in " + config.file(),
                    "choose an SAE with none, expected_average_only_in, constant_norm_rescale or layer_norm");
        };
    }

    private static String first(ModelConfig config, String key, String older) {
        return config.text(key).or(() -> config.text(older)).orElseThrow(() -> new CheckpointException(
                "the key " + key + " is missing", config.file(), "add the site that the SAE was trained on"));
    }

    private static int positive(ModelConfig config, String key) {
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
            case SaeActivation.JumpRelu _ when transcoder && !spec.skip() -> "jumprelu_transcoder";
            case SaeActivation.Relu _ -> "standard";
            case SaeActivation.Gated _ when !transcoder -> "gated";
            case SaeActivation.JumpRelu _ when !transcoder -> "jumprelu";
            case SaeActivation.TopK _ when !transcoder -> "topk";
            case SaeActivation.TopAfa _ when !transcoder -> "top_afa";
            default -> throw new SaeException("SAELens has no name for a transcoder with " + spec.activation(),
                    "when the SAE was to be written", "train it as jumprelu or batchtopk");
        };
    }
}
