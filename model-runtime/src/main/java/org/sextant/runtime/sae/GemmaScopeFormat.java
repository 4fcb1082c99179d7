package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Gemma Scope: `params.npz`, in its second release `params.safetensors` (METHODS.md 2.4). JumpReLU; b_dec is not taken
/// from the input. Nothing in the file says where it belongs: names of folders and of the repository do.
final class GemmaScopeFormat implements SaeFormat {
    private static final Pattern LAYER = Pattern.compile("(?:^|_)layer_(\\d{1,4})(?:_|$)");
    private static final Pattern PLACE = Pattern.compile(
            "gemma-scope-.*-(res|mlp|att|transcoders)(?:-|$)|^(resid_post|mlp_out|attn_out|transcoder)(?:_all)?$");
    private static final Pattern EMBEDDING = Pattern.compile("^embedding$");
    private static final String SKIP = "affine_skip_connection";

    /// Where an SAE belongs, and how that is known.
    private record Place(String site, Optional<String> siteOut, SiteOrigin origin, boolean embedding) {}

    @Override
    public String name() {
        return "Gemma Scope";
    }

    @Override
    public String files() {
        return "params.npz or params.safetensors";
    }

    @Override
    public boolean fits(Path weights) {
        return weights.endsWith("params.npz") || weights.endsWith("params.safetensors");
    }

    @Override
    public SaeListing inspect(Path weights) {
        try (StoredTensors stored = StoredTensors.open(weights)) {
            Place place = place(weights);
            return new SaeListing(weights, name(), spec(stored, place), place.origin(), List.of());
        }
    }

    @Override
    public SaeData read(Path weights) {
        Place place = place(weights);
        try (StoredTensors stored = StoredTensors.open(weights)) {
            SaeSpec spec = spec(stored, place);
            Map<SaeTensor, float[]> tensors = new EnumMap<>(SaeTensor.class);
            tensors.put(SaeTensor.W_ENC, stored.floats(encoder(stored), spec.dIn(), spec.dSae()));
            tensors.put(SaeTensor.W_DEC, stored.floats(decoder(stored), spec.dSae(), spec.dOut()));
            tensors.put(SaeTensor.B_ENC, stored.floats("b_enc", spec.dSae()));
            tensors.put(SaeTensor.B_DEC, stored.floats("b_dec", spec.dOut()));
            tensors.put(SaeTensor.THRESHOLD, stored.floats("threshold", spec.dSae()));
            if (spec.skip()) {
                tensors.put(SaeTensor.W_SKIP, stored.floats(SKIP, spec.dOut(), spec.dIn()));
            }
            SaeData data = SaeData.of(spec, tensors, "in " + weights);
            // It was trained on the embedding matrix; the residual stream begins with √d times its rows.
            double scale = 1 / Math.sqrt(spec.dIn());
            return place.embedding() ? data.unscaled(scale, scale) : data;
        }
    }

    private static SaeSpec spec(StoredTensors stored, Place place) {
        int features = stored.length("b_enc");
        int dIn = stored.across(encoder(stored), features);
        Optional<String> siteOut = place.siteOut();
        return new SaeSpec(dIn, siteOut.isPresent() ? stored.length("b_dec") : dIn, features,
                new SaeActivation.JumpRelu(), false, InputNormalization.NONE, place.site(), siteOut,
                siteOut.isPresent() && stored.has(SKIP), Map.of());
    }

    private static String encoder(StoredTensors stored) {
        return stored.first("W_enc", "w_enc");
    }

    private static String decoder(StoredTensors stored) {
        return stored.first("W_dec", "w_dec");
    }

    private static Place place(Path weights) {
        Optional<NameHint> embedding = NameHint.find(weights, EMBEDDING);
        if (embedding.isPresent()) {
            return new Place("hook_embed", Optional.empty(), SiteOrigin.name("embedding"), true);
        }
        Optional<NameHint> layer = NameHint.find(weights, LAYER);
        Optional<NameHint> kind = NameHint.find(weights, PLACE);
        String named = kind.map(GemmaScopeFormat::place).orElse("res");
        if (layer.isEmpty()) {
            boolean transcoder = named.startsWith("transcoder");
            return new Place(SaeListing.UNKNOWN,
                    transcoder ? Optional.of(SaeListing.UNKNOWN) : Optional.empty(), SiteOrigin.unknown(), false);
        }
        String block = "blocks." + layer.get().number(1) + ".";
        SiteOrigin origin = kind
                .map(hint -> SiteOrigin.name(layer.get().name() + " in " + hint.name()))
                .orElseGet(() -> SiteOrigin.assumed("no folder is named after a repository of Gemma Scope, so"
                        + " the residual stream behind the block"));
        String site = switch (named) {
            case "mlp", "mlp_out" -> "hook_mlp_out";
            case "att" -> "attn.hook_z";
            case "attn_out" -> "hook_attn_out";
            case "transcoders", "transcoder" -> "ln2.hook_normalized";
            default -> "hook_resid_post";
        };
        return new Place(block + site,
                named.startsWith("transcoder") ? Optional.of(block + "hook_mlp_out") : Optional.empty(), origin, false);
    }

    private static String place(NameHint hint) {
        return Optional.ofNullable(hint.match().group(1)).orElseGet(() -> hint.match().group(2));
    }
}
