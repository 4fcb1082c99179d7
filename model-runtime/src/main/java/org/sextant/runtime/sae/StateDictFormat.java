package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.sextant.runtime.SextantException;

/// A file of an encoder, a decoder and their biases and nothing beside it, as the SAEs of DeepSeek-R1 and of Goodfire are
/// published (METHODS.md 2.5): relu, b_dec not taken from the input, of the residual stream behind the block that the file's
/// name tells. Thresholds make it JumpReLU.
final class StateDictFormat implements SaeFormat {
    private static final Pattern LAYER = Pattern.compile("(?:^|[^A-Za-z])(?:layers?[._-]?|[lL])(\\d{1,4})(?:\\D|$)");
    private static final String[] ENCODERS = {"encoder.weight", "W_enc", "w_enc", "encoder_linear.weight"};
    private static final String[] ENCODER_BIASES = {"encoder.bias", "b_enc", "encoder_linear.bias"};
    private static final String[] DECODERS = {"decoder.weight", "W_dec", "w_dec", "decoder_linear.weight"};
    private static final String[] DECODER_BIASES = {"decoder.bias", "b_dec", "decoder_linear.bias"};
    private static final String THRESHOLD = "threshold";
    /// Files of other formats, which mean nothing without the configuration that they lack here.
    private static final List<String> INCOMPLETE = List.of("sae_weights.safetensors", "sae.safetensors", "ae.pt",
            "ae.safetensors", "final.safetensors");

    @Override
    public String name() {
        return "state dictionary";
    }

    @Override
    public String files() {
        return "a .pt or .safetensors of encoder, decoder and biases";
    }

    /// PyTorch's files are taken as such without a look, so that what is wrong with one is said.
    @Override
    public boolean fits(Path weights) {
        if (INCOMPLETE.stream().anyMatch(weights::endsWith)) {
            return false;
        }
        if (weights.toString().endsWith(".pt") || weights.toString().endsWith(".pth")) {
            return true;
        }
        try (StoredTensors stored = StoredTensors.open(weights)) {
            stored.first(ENCODERS);
            stored.first(DECODERS);
            return true;
        } catch (SextantException none) {
            return false;
        }
    }

    @Override
    public SaeListing inspect(Path weights) {
        Optional<NameHint> layer = layer(weights);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SiteOrigin origin = layer.map(hint -> SiteOrigin.assumed("the name " + hint.name()
                    + " tells the block, and its residual stream is taken")).orElseGet(SiteOrigin::unknown);
            return new SaeListing(weights, name(), spec(weights, stored), origin,
                    List.of("No configuration lies beside it:"
                            + " the activation is taken as the tensors suggest, and b_dec is not taken from the input."));
        }
    }

    @Override
    public SaeData read(Path weights) {
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(weights, stored);
            String encoder = stored.first(ENCODERS);
            String decoder = stored.first(DECODERS);
            tensors.put(SaeTensor.W_ENC, encoder.endsWith("weight")
                    ? stored.turned(encoder, spec.dIn(), spec.dSae())
                    : stored.floats(encoder, spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.W_DEC, decoder.endsWith("weight")
                    ? stored.turned(decoder, spec.dSae(), spec.dOut())
                    : stored.floats(decoder, spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_ENC, stored.floats(stored.first(ENCODER_BIASES), spec.dSae()));
            tensors.put(SaeTensor.B_DEC, stored.floats(stored.first(DECODER_BIASES), spec.dOut()));
            if (stored.has(THRESHOLD)) {
                tensors.put(SaeTensor.THRESHOLD, stored.floats(THRESHOLD, spec.dSae()));
            }
            return SaeData.of(spec, tensors, "in " + weights);
        }
    }

    /// A letter and a number are too little to look for farther away than in the file's name and its folder's.
    private static Optional<NameHint> layer(Path weights) {
        return NameHint.find(weights, LAYER, 2);
    }

    private static SaeSpec spec(Path weights, StoredTensors stored) {
        int width = stored.length(stored.first(DECODER_BIASES));
        String site = layer(weights).map(hint -> "blocks." + hint.number(1) + ".hook_resid_post")
                .orElse(SaeListing.UNKNOWN);
        return new SaeSpec(width, width, stored.length(stored.first(ENCODER_BIASES)),
                stored.has(THRESHOLD) ? new SaeActivation.JumpRelu() : new SaeActivation.Relu(), false,
                InputNormalization.NONE, site, Optional.empty(), false, Map.of());
    }
}
