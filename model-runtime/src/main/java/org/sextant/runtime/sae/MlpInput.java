package org.sextant.runtime.sae;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.LearnedNorm;
import org.sextant.runtime.model.Transformer;

/// Some transcoders read what enters an MLP: the residual stream through the norm, learned weight and all. This is no site
/// of its own; it is `ln2.hook_normalized` times the weight, plus the bias, and both are folded into the encoder.
final class MlpInput {
    /// After `blocks.l.`, in newer TransformerLens.
    static final String SUFFIX = "mlp.hook_in";
    private static final String START = "blocks.";

    private MlpInput() {}

    /// The SAE at a site that the model has: itself, unless it reads what enters an MLP.
    ///
    /// @throws SaeException if it does, and is not of an architecture that can be folded, of the model's width, or of a
    ///         block that the model has
    static SaeData at(SaeData data, Transformer model) {
        SaeSpec spec = data.spec();
        if (!spec.site().startsWith(START) || !spec.site().endsWith("." + SUFFIX)) {
            return data;
        }
        int layer = layer(spec.site(), model);
        LearnedNorm norm = model.normBeforeMlp(layer).orElse(null);
        if (norm == null) {
            return data.at(spec.at(new Site(SiteKind.RESID_MID, layer).name(), spec.siteOut()));
        }
        if (spec.dIn() != norm.weight().length) {
            throw SiteRows.misfit(new Site(SiteKind.LN2_NORMALIZED, layer), spec.dIn(), model);
        }
        boolean foldable = !spec.centred() && spec.normalization() == InputNormalization.NONE
                && spec.tensors().contains(SaeTensor.B_ENC);
        if (!foldable) {
            throw new SaeException("an SAE of this architecture cannot read what enters an MLP", "at " + spec.site(),
                    "choose another site, such as " + new Site(SiteKind.LN2_NORMALIZED, layer));
        }
        return data.behind(norm.weight(), norm.bias(),
                spec.at(new Site(SiteKind.LN2_NORMALIZED, layer).name(), spec.siteOut()));
    }

    private static int layer(String site, Transformer model) {
        String number = site.substring(START.length(), site.length() - SUFFIX.length() - 1);
        int layers = model.spec().layers();
        if (!number.matches("\\d{1,6}") || Integer.parseInt(number) >= layers) {
            throw new SaeException("this model has no site '" + site + "'", "among its " + layers + " blocks",
                    "choose a site of this model, or an SAE that was trained on it");
        }
        return Integer.parseInt(number);
    }
}
