package org.sextant.runtime.sae;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.sextant.runtime.checkpoint.ModelConfig;

/// EleutherAI's sparsify: a folder named after a module of the model, `cfg.json` and `sae.safetensors`, perhaps the
/// training's `config.json` in the folder above (METHODS.md 2.6). What the library itself computes is followed, not what
/// SAELens makes of its files.
final class SparsifyFormat implements SaeFormat {
    private static final String CONFIG = "cfg.json";
    private static final String WEIGHTS = "sae.safetensors";
    private static final Pattern MODULE = Pattern
            .compile("^(?:.*\\.)?(?:layers|h)[._](\\d{1,4})(?:\\.(mlp|self_attn|attn|attention))?$");
    private static final Pattern EMBEDDING = Pattern.compile("^(?:.*\\.)?(?:embed_tokens|wte|embed_in)$");

    /// Where an SAE belongs, and how that is known.
    private record Place(String site, Optional<String> siteOut, SiteOrigin origin) {}

    @Override
    public String name() {
        return "sparsify";
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
        ModelConfig config = config(weights);
        Place place = place(weights, config.flag("transcode", false));
        List<String> warnings = new ArrayList<>();
        if (config.flag("multi_topk", false)) {
            warnings.add(
                    "It was trained with several k at once (multi_topk); features are chosen with the k of its file.");
        }
        try (StoredTensors stored = StoredTensors.open(weights)) {
            return new SaeListing(weights, name(), spec(weights, config, place, stored), place.origin(), warnings);
        }
    }

    private static ModelConfig config(Path weights) {
        return ModelConfig.read(weights.resolveSibling(CONFIG));
    }

    @Override
    public SaeData read(Path weights) {
        ModelConfig config = config(weights);
        Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(weights, config, place(weights, config.flag("transcode", false)), stored);
            tensors.put(SaeTensor.W_ENC, stored.turned("encoder.weight", spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.B_ENC, stored.floats("encoder.bias", spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.floats("W_dec", spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_DEC, stored.floats("b_dec", spec.dOut()));
            if (spec.skip()) {
                tensors.put(SaeTensor.W_SKIP, stored.floats("W_skip", spec.dOut(), spec.dIn()));
            }
            return SaeData.of(spec, tensors, "in " + weights);
        }
    }

    private static SaeSpec spec(Path weights, ModelConfig config, Place place, StoredTensors stored) {
        int dIn = SaeLensConfig.positive(config, "d_in");
        int latents = config.integer("num_latents", 0);
        int expansion = config.integer("expansion_factor", 32);
        long features = latents > 0 ? latents : (long) dIn * expansion;
        int k = config.integer("k", 32);
        if (features < 1 || features > Integer.MAX_VALUE || k < 1 || k > features) {
            throw new SaeException(k + " of " + features + " features are active", "in " + config.file(),
                    "check num_latents, expansion_factor and k");
        }
        boolean transcoder = place.siteOut().isPresent();
        boolean skip = config.flag("skip_connection", false);
        return new SaeSpec(dIn, transcoder ? stored.length("b_dec") : dIn, (int) features,
                activation(config, k, features), !transcoder, InputNormalization.NONE, place.site(),
                skip && !transcoder ? Optional.of(place.site()) : place.siteOut(), skip, notes(weights));
    }

    private static SaeActivation activation(ModelConfig config, int k, long features) {
        String named = config.text("activation").orElse("topk");
        if (named.equals("groupmax") && features % k == 0) {
            return new SaeActivation.GroupMax(k);
        }
        if (!named.equals("topk")) {
            throw new SaeException(
                    "the activation " + named + " with k " + k + " of " + features + " features is unknown",
                    "in " + config.file(), "choose an SAE with topk or groupmax");
        }
        return config.flag("signed", false) ? new SaeActivation.SignedTopK(k) : new SaeActivation.TopK(k, false);
    }

    private static Map<String, String> notes(Path weights) {
        Path training = weights.toAbsolutePath().getParent().resolveSibling("config.json");
        Map<String, String> notes = new LinkedHashMap<>();
        if (Files.exists(training)) {
            ModelConfig config = ModelConfig.read(training);
            config.shown("model").ifPresent(model -> notes.put("model_name", model));
            config.shown("ctx_len").ifPresent(length -> notes.put("context_size", length));
        }
        return notes;
    }

    private static Place place(Path weights, boolean transcoder) {
        String folder = weights.toAbsolutePath().getParent().getFileName().toString();
        Optional<NameHint> module = NameHint.find(weights, MODULE);
        if (module.isPresent()) {
            String block = "blocks." + module.get().number(1) + ".";
            String part = Optional.ofNullable(module.get().match().group(2)).orElse("");
            String out = block + out(part);
            return new Place(transcoder ? block + in(part) : out, transcoder ? Optional.of(out) : Optional.empty(),
                    SiteOrigin.name(module.get().name()));
        }
        if (EMBEDDING.matcher(folder).find() && !transcoder) {
            return new Place("hook_embed", Optional.empty(), SiteOrigin.name(folder));
        }
        return new Place(SaeListing.UNKNOWN, transcoder ? Optional.of(SaeListing.UNKNOWN) : Optional.empty(),
                SiteOrigin.unknown());
    }

    private static String out(String part) {
        return switch (part) {
            case "mlp" -> "mlp.hook_out";
            case "" -> "hook_resid_post";
            default -> "attn.hook_out";
        };
    }

    /// A module's input: what has gone through the norm before it, learned weight and all.
    private static String in(String part) {
        return switch (part) {
            case "mlp" -> MlpInput.SUFFIX;
            case "" -> "hook_resid_pre";
            default -> throw new SaeException("a transcoder of attention is not read", "in the folder layers.*." + part,
                    "choose one of an MLP or of a whole block");
        };
    }
}
