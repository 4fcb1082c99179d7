package org.sextant.app.activations;
import java.util.List;
import java.util.Map;

import org.sextant.app.state.SiteName;
import org.sextant.runtime.session.ModelCard;

/// One kind of site as the person chooses it: one place in every block, or a place outside the blocks.
///
/// @param pattern `blocks.*.hook_resid_post`, or `hook_embed`
public record SiteChoice(String pattern) {
    /// Where a model is looked at first.
    static final SiteChoice RESIDUAL = new SiteChoice("blocks.*.hook_resid_post");

    private static final String IN_BLOCKS = "blocks.*.";
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("hook_embed", "token embedding"), Map.entry("hook_pos_embed", "position embedding"),
            Map.entry("hook_resid_pre", "residual stream into the block"),
            Map.entry("ln1.hook_scale", "divisor of the norm before attention"),
            Map.entry("ln1.hook_normalized", "normalised input of attention"),
            Map.entry("attn.hook_q", "queries, a head each"), Map.entry("attn.hook_k", "keys, a head each"),
            Map.entry("attn.hook_v", "values, a head each"),
            Map.entry("attn.hook_rot_q", "queries as they enter the scores"),
            Map.entry("attn.hook_rot_k", "keys as they enter the scores"),
            Map.entry("attn.hook_z", "mixed values, a head each"),
            Map.entry("attn.hook_result", "what each head adds"), Map.entry("attn.hook_out", "attention, projected"),
            Map.entry("hook_attn_out", "what attention adds"),
            Map.entry("hook_resid_mid", "residual stream after attention"),
            Map.entry("ln2.hook_scale", "divisor of the norm before the MLP"),
            Map.entry("ln2.hook_normalized", "normalised input of the MLP"),
            Map.entry("mlp.hook_pre", "MLP before its activation"), Map.entry("mlp.hook_pre_linear", "MLP, ungated"),
            Map.entry("mlp.hook_post", "MLP neurons"), Map.entry("mlp.hook_out", "MLP, projected"),
            Map.entry("hook_mlp_out", "what the MLP adds"),
            Map.entry("hook_resid_post", "residual stream out of the block"),
            Map.entry("ln_final.hook_scale", "divisor of the final norm"),
            Map.entry("ln_final.hook_normalized", "after the final norm"));

    /// The choice that a site belongs to.
    static SiteChoice of(String site) {
        return new SiteChoice(SiteName.parse(site).everyLayer());
    }

    /// The choices of a model in the order of its forward pass, without those that relate two tokens.
    static List<SiteChoice> vectorsOf(ModelCard card) {
        return card.sites().stream().map(SiteChoice::of).distinct().filter(choice -> !choice.relatesTokens()).toList();
    }

    /// Attention patterns and scores, which have a picture of their own.
    boolean relatesTokens() {
        return pattern.endsWith(".attn.hook_pattern") || pattern.endsWith(".attn.hook_attn_scores");
    }

    boolean inBlocks() {
        return pattern.startsWith(IN_BLOCKS);
    }

    /// The site of this kind in one block; the block does not matter outside the blocks.
    String site(int layer) {
        return pattern.replace("*", Integer.toString(layer));
    }

    /// How many heads a value of this site has; 0 where it has none.
    int heads(ModelCard card) {
        return switch (label()) {
            case "attn.hook_q", "attn.hook_rot_q", "attn.hook_z", "attn.hook_result" -> card.heads();
            case "attn.hook_k", "attn.hook_rot_k", "attn.hook_v" -> card.kvHeads();
            default -> 0;
        };
    }

    /// Floats a token at one layer, or a few more.
    long width(ModelCard card) {
        return switch (label()) {
            case "attn.hook_result" -> (long) card.heads() * card.dModel();
            case "mlp.hook_pre", "mlp.hook_pre_linear", "mlp.hook_post" -> card.dMlp();
            default -> Math.max(card.dModel(), card.heads() * card.headDim());
        };
    }

    /// `hook_resid_post`.
    public String label() {
        return inBlocks() ? pattern.substring(IN_BLOCKS.length()) : pattern;
    }

    /// What it is, in a few words; empty for a kind that this list does not know.
    public String meaning() {
        return MEANINGS.getOrDefault(label(), "");
    }
}
