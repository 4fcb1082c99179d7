package org.sextant.runtime.bench;

import java.util.OptionalDouble;

/// Figures of one run. Times are medians in milliseconds; each ratio stands against a bound measured beside it.
///
/// @param shape what was measured
/// @param threads native threads
/// @param promptTokens length of the forward pass
/// @param weightBytes size of the weights
/// @param forwardMillis one forward pass with all logits
/// @param productsMillis its bare matrix products
/// @param forwardToProducts forward ÷ products
/// @param captureToForward forward that captures every `hook_resid_post`, read out as Java floats, ÷ plain forward
/// @param decodeMillis one token through the cache, after the prompt
/// @param decodeBandwidth share of the streaming bandwidth at which a decoded token reads the weights
/// @param streamGigabytesPerSecond streaming bandwidth: summing the weights
/// @param peakToWeights peak resident set above the process without a model ÷ weights; empty where the system does not
///         tell
public record BenchReport(
        String shape,
        int threads,
        int promptTokens,
        long weightBytes,
        double forwardMillis,
        double productsMillis,
        double forwardToProducts,
        double captureToForward,
        double decodeMillis,
        double decodeBandwidth,
        double streamGigabytesPerSecond,
        OptionalDouble peakToWeights) {}
