package org.sextant.runtime.sae;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.checkpoint.ModelConfig;

/// dictionary_learning (saprmarks): `ae.pt` and `config.json`, whose `trainer.dict_class` names one of seven layouts
/// (METHODS.md 2.8).
final class DictionaryLearningFormat implements SaeFormat {
    private static final String CONFIG = "config.json";
    private static final List<String> WEIGHTS = List.of("ae.pt", "ae.safetensors");
    private static final String THRESHOLD = "threshold";

    @Override
    public String name() {
        return "dictionary_learning";
    }

    @Override
    public String files() {
        return String.join(" or ", WEIGHTS) + " with " + CONFIG;
    }

    @Override
    public boolean fits(Path weights) {
        return WEIGHTS.stream().anyMatch(weights::endsWith) && Files.exists(weights.resolveSibling(CONFIG));
    }

    @Override
    public SaeListing inspect(Path weights) {
        ModelConfig trainer = trainer(weights);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(trainer, stored, weights);
            SiteOrigin origin = spec.site().equals(SaeListing.UNKNOWN)
                    ? SiteOrigin.unknown()
                    : SiteOrigin.key(DictionarySite.key(trainer), trainer.file());
            return new SaeListing(weights, name(), spec, origin, DictionarySite.warnings(trainer));
        }
    }

    private static ModelConfig trainer(Path weights) {
        ModelConfig config = ModelConfig.read(weights.resolveSibling(CONFIG));
        return config.child("trainer").orElseThrow(() -> new SaeException("the key trainer is missing",
                "in " + config.file(), "download the SAE with its config.json again"));
    }

    @Override
    public SaeData read(Path weights) {
        try (StoredTensors stored = StoredTensors.open(weights)) {
            ModelConfig trainer = trainer(weights);
            SaeSpec spec = spec(trainer, stored, weights);
            Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
            for (SaeTensor tensor : spec.tensors()) {
                tensors.put(tensor, values(tensor, spec, stored));
            }
            SaeData data = SaeData.of(spec, tensors, "in " + weights);
            return dictClass(trainer).equals("AutoEncoder") ? data.withUnitDecoder() : data;
        }
    }

    private static SaeSpec spec(ModelConfig trainer, StoredTensors stored, Path weights) {
        int width = SaeLensConfig.positive(trainer, "activation_dim");
        int features = SaeLensConfig.positive(trainer, "dict_size");
        String dictClass = dictClass(trainer);
        boolean centred = !dictClass.equals("AutoEncoderNew") && !dictClass.equals("JumpReluAutoEncoder");
        Map<String, String> notes = new LinkedHashMap<>();
        trainer.shown("lm_name").ifPresent(model -> notes.put("model_name", model));
        return new SaeSpec(width, width, features, activation(dictClass, trainer, stored, weights), centred,
                InputNormalization.NONE, DictionarySite.of(trainer), Optional.empty(), false, notes);
    }

    private static SaeActivation activation(String dictClass, ModelConfig trainer, StoredTensors stored,
            Path weights) {
        return switch (dictClass) {
            case "AutoEncoder", "AutoEncoderNew" -> new SaeActivation.Relu();
            case "GatedAutoEncoder" -> new SaeActivation.Gated();
            case "JumpReluAutoEncoder" -> new SaeActivation.JumpRelu();
            // The library takes the k largest here even where a threshold was kept, and thresholds in the classes below.
            case "AutoEncoderTopK" -> new SaeActivation.TopK(k(trainer, stored), false);
            case "BatchTopKSAE", "MatryoshkaBatchTopKSAE" -> {
                if (stored.number(THRESHOLD) < 0) {
                    throw new SaeException(
                            "the threshold was never set in training, so that nothing says which features"
                                    + " of one token are active",
                            "in " + weights,
                            "train it to its end, or choose another checkpoint of it");
                }
                yield new SaeActivation.JumpRelu();
            }
            default -> throw new SaeException("the dict_class " + dictClass + " is unknown", "in " + trainer.file(),
                    "choose an SAE of AutoEncoder, AutoEncoderNew, GatedAutoEncoder, JumpReluAutoEncoder,"
                            + " AutoEncoderTopK, BatchTopKSAE or MatryoshkaBatchTopKSAE");
        };
    }

    private static int k(ModelConfig trainer, StoredTensors stored) {
        OptionalInt configured = trainer.optionalInteger("k");
        int k = configured.isPresent() ? configured.getAsInt() : Math.round(stored.number("k"));
        if (k < 1) {
            throw new SaeException(k + " features are active", "in " + trainer.file(), "give a k of 1 or more");
        }
        return k;
    }

    private static String dictClass(ModelConfig trainer) {
        return trainer.text("dict_class").orElseThrow(() -> new SaeException("the key trainer.dict_class is missing",
                "in " + trainer.file(), "add it as the SAE's authors publish it"));
    }

    private static float[] values(SaeTensor tensor, SaeSpec spec, StoredTensors stored) {
        return switch (tensor) {
            case W_ENC -> stored.has("W_enc")
                    ? stored.floats("W_enc", spec.dIn(), spec.dSae())
                    : stored.turned("encoder.weight", spec.dIn(), spec.dSae());
            case W_DEC -> stored.has("W_dec")
                    ? stored.floats("W_dec", spec.dSae(), spec.dOut())
                    : stored.turned("decoder.weight", spec.dSae(), spec.dOut());
            case B_ENC -> stored.floats(stored.first("encoder.bias", "b_enc"), spec.dSae());
            case B_DEC -> stored.floats(stored.first("b_dec", "bias", "decoder_bias", "decoder.bias"), spec.dOut());
            case THRESHOLD -> thresholds(stored, spec.dSae());
            case B_GATE -> stored.floats("gate_bias", spec.dSae());
            case B_MAG -> stored.floats("mag_bias", spec.dSae());
            case R_MAG -> stored.floats("r_mag", spec.dSae());
            case W_SKIP -> throw new IllegalArgumentException("no dictionary passes its input on");
        };
    }

    /// One a feature, or one for all.
    private static float[] thresholds(StoredTensors stored, int features) {
        if (stored.isVector(THRESHOLD, features)) {
            return stored.floats(THRESHOLD, features);
        }
        float[] thresholds = new float[features];
        Arrays.fill(thresholds, stored.number(THRESHOLD));
        return thresholds;
    }
}
