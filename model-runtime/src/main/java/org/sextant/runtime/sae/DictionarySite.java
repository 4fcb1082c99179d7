package org.sextant.runtime.sae;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.sextant.runtime.checkpoint.ModelConfig;

/// Where a dictionary of dictionary_learning belongs: `submodule_name` in the words of its authors, or the residual stream
/// behind the block `layer`.
final class DictionarySite {
    private static final Pattern NAMED = Pattern.compile("(?:resid_post|resid|mlp_out|mlp|attn_out|attention|attn)");
    private static final Pattern SUBMODULE = Pattern.compile("^(" + NAMED.pattern() + ")(?:_layer_?|_)(\\d{1,4})$");

    private DictionarySite() {}

    static String of(ModelConfig trainer) {
        Optional<Matcher> submodule = submodule(trainer);
        if (submodule.isPresent()) {
            return "blocks." + Integer.parseInt(submodule.get().group(2)) + "." + suffix(submodule.get().group(1));
        }
        return trainer.optionalInteger("layer").stream().filter(layer -> layer >= 0)
                .mapToObj(layer -> "blocks." + layer + ".hook_resid_post").findFirst().orElse(SaeListing.UNKNOWN);
    }

    /// The key that tells.
    static String key(ModelConfig trainer) {
        return submodule(trainer).isPresent() ? "trainer.submodule_name" : "trainer.layer";
    }

    static List<String> warnings(ModelConfig trainer) {
        return trainer.text("submodule_name").filter(_ -> submodule(trainer).isEmpty())
                .map(name -> List.of("Its submodule_name, " + name + ", is not understood; the residual stream behind"
                        + " its layer is taken."))
                .orElse(List.of());
    }

    private static Optional<Matcher> submodule(ModelConfig trainer) {
        return trainer.text("submodule_name").map(SUBMODULE::matcher).filter(Matcher::find);
    }

    private static String suffix(String named) {
        return switch (named) {
            case "mlp", "mlp_out" -> "mlp.hook_out";
            case "attn", "attn_out", "attention" -> "attn.hook_out";
            default -> "hook_resid_post";
        };
    }
}
