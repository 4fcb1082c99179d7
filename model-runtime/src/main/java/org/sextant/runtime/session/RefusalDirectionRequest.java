package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.hook.SiteKind;

/// Find the direction of refusing (METHODS.md 4.6): the difference of means of harmful and harmless instructions is a
/// candidate at each site, layer and token, and of those that pass the one is chosen whose removal leaves least of the
/// refusals.
///
/// @param harmful instructions that are refused, as conversations with the generation prompt
/// @param harmless instructions that are answered
/// @param heldOut those on which candidates are scored; all where none are held out
/// @param candidates what is tried
/// @param limits what a candidate must keep to
/// @param refusals how refusals begin; the first token of each counts, of a text both with a space before it and without
public record RefusalDirectionRequest(List<Prompt> harmful, List<Prompt> harmless, HeldOut heldOut,
        Candidates candidates, Limits limits, List<Prompt> refusals)
        implements
            Request<RefusalDirection> {
    /// *I cannot*, *I'm sorry*.
    public static final List<Prompt> USUAL_REFUSALS = List.of(new Prompt.Text("I", false));

    public RefusalDirectionRequest {
        harmful = List.copyOf(harmful);
        harmless = List.copyOf(harmless);
        refusals = List.copyOf(refusals);
    }

    /// What is tried, at every layer.
    ///
    /// @param sites where in a block
    /// @param positions tokens from the end, −1 the last; none means all tokens of the template after the instruction
    /// @param besideHarmless whether only the part at right angles to the mean of the harmless prompts is taken, so that
    ///         what is left after its removal is what harmless prompts have there
    public record Candidates(List<SiteKind> sites, List<Integer> positions, boolean besideHarmless) {
        /// Those of the method: inputs of blocks, tokens of the template, the whole difference.
        public static final Candidates USUAL = new Candidates(List.of(SiteKind.RESID_PRE), List.of(), false);

        public Candidates {
            sites = List.copyOf(sites);
            positions = List.copyOf(positions);
        }
    }

    /// What a candidate must keep to.
    ///
    /// @param deepest share of the blocks; a candidate as many blocks deep as `int(deepest × blocks)`, or deeper, is
    ///         discarded, though never the input of block 1. The output of block l lies as deep as the input of block l + 1,
    ///         so that above 1 the output of the last block can be chosen
    /// @param divergence that its removal may cause on harmless prompts at the most, in nats
    /// @param induced refusal score of harmless prompts that its addition must reach
    public record Limits(double deepest, double divergence, double induced) {
        /// Those of the method.
        public static final Limits USUAL = new Limits(0.8, 0.1, 0);
    }
}
