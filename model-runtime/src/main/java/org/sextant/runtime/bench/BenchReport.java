package org.sextant.runtime.bench;

import java.util.OptionalDouble;

/// Figures of one run. Times are medians in milliseconds; each ratio stands against a bound measured beside it.
///
/// @param shape what was measured
/// @param device where: `cpu` or `cuda:N`
/// @param dtype what it was computed in
/// @param threads native threads
/// @param promptTokens length of the forward pass
/// @param weightBytes size of the weights
/// @param forwardMillis one forward pass with all logits
/// @param productsMillis its bare matrix products
/// @param forwardToProducts forward ÷ products
/// @param captureToForward forward that captures every `hook_resid_post`, read out as Java floats, ÷ plain forward
/// @param prefillTokens tokens that fill a cache at once
/// @param prefillMillis their pass, with logits of the last
/// @param prefillToProducts prefill ÷ its bare matrix products
/// @param decodeMillis one token through the cache, after the prompt
/// @param decodeBandwidth share of the streaming bandwidth at which a decoded token reads the weights
/// @param streamGigabytesPerSecond streaming bandwidth: summing the weights
/// @param peakToWeights peak resident set above the process without a model ÷ weights; empty where the system does not
///         tell
/// @param sliderMillis from a new plan, a vector added at the middle block, to the candidates for the next token, over a
///         prompt of 64 tokens
/// @param remainingMillis of it the blocks from there on and the unembedding of the last position, measured alone
/// @param steeredDecodeToDecode tokens a second with five edits ÷ without
/// @param saeEncodeMillis encoding 128 tokens of width 768 with a top-k SAE of 32,768 features, 32 a token
/// @param saeProductMillis its matrix product alone
/// @param relpToForward RelP of all residual, attention, MLP and head nodes over 32 tokens ÷ a forward pass over as many;
///         NaN in float16, which gradients are not computed in
/// @param relpMemoryToGradientForward what that holds at most above the model ÷ what a forward pass with one gradient does;
///         empty where the system does not tell
/// @param patchingPerCellToForward patching a node ÷ a forward pass, over as many tokens
/// @param routingTraceToForward a pass over as many tokens as prefill that reads every router ÷ a plain one; empty without
///         experts
/// @param compareMillis linear and debiased CKA of all layers of two random models of 6 blocks and width 256 with each other,
///         over 4096 tokens
/// @param compareForwardMillis both models' forward passes over these tokens, with all logits
/// @param openMillis from opening a folder to the first logits
/// @param readMillis reading its weight files once
/// @param openToBound opening ÷ (1.5 × reading + 700 ms)
/// @param openPeakToWeights peak resident set while opening, above the process without a model ÷ weight files
public record BenchReport(
        String shape,
        String device,
        String dtype,
        int threads,
        int promptTokens,
        long weightBytes,
        double forwardMillis,
        double productsMillis,
        double forwardToProducts,
        double captureToForward,
        int prefillTokens,
        double prefillMillis,
        double prefillToProducts,
        double decodeMillis,
        double decodeBandwidth,
        double streamGigabytesPerSecond,
        OptionalDouble peakToWeights,
        double sliderMillis,
        double remainingMillis,
        double steeredDecodeToDecode,
        double saeEncodeMillis,
        double saeProductMillis,
        double relpToForward,
        OptionalDouble relpMemoryToGradientForward,
        double patchingPerCellToForward,
        OptionalDouble routingTraceToForward,
        double compareMillis,
        double compareForwardMillis,
        double openMillis,
        double readMillis,
        double openToBound,
        OptionalDouble openPeakToWeights) {
    /// The same with what opening took.
    BenchReport with(OpenBench.Figures open) {
        return new BenchReport(shape, device, dtype, threads, promptTokens, weightBytes, forwardMillis, productsMillis,
                forwardToProducts, captureToForward, prefillTokens, prefillMillis, prefillToProducts, decodeMillis,
                decodeBandwidth, streamGigabytesPerSecond, peakToWeights, sliderMillis, remainingMillis,
                steeredDecodeToDecode, saeEncodeMillis, saeProductMillis, relpToForward, relpMemoryToGradientForward,
                patchingPerCellToForward, routingTraceToForward, compareMillis, compareForwardMillis,
                open.openMillis(), open.readMillis(),
                open.openMillis() / (1.5 * open.readMillis() + 700), open.peakToWeights());
    }
}
