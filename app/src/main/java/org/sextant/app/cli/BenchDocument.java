package org.sextant.app.cli;

import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.bench.BenchReport;

/// Of `bench`. What is named `a_to_b` is the ratio a ÷ b, both measured in this run; `peak_memory_to_weights` is null
/// where the system does not tell.
///
/// @param forwardToBareProducts one forward pass ÷ its matrix products alone
/// @param capturingForwardToForward forward that captures every `hook_resid_post` ÷ plain forward
/// @param decodeToStreamBandwidth rate at which decoding reads the weights ÷ rate of summing them
/// @param peakMemoryToWeights peak resident set above the process without a model ÷ size of the weights
/// @param saeEncodeToProduct encoding with a top-k SAE ÷ its matrix product
record BenchDocument(
        String shape,
        String device,
        String dtype,
        int threads,
        int promptTokens,
        long weightBytes,
        double forwardToBareProducts,
        double capturingForwardToForward,
        double prefillToBareProducts,
        double decodeToStreamBandwidth,
        @Nullable Double peakMemoryToWeights,
        double sliderMs,
        double remainingBlocksMs,
        double steeredDecodeToDecode,
        double saeEncodeToProduct,
        double relpToForward,
        @Nullable Double relpMemoryToGradientForward,
        double patchingPerCellToForward,
        @Nullable Double routingTraceToForward,
        double compareToForward,
        double openToBound,
        @Nullable Double openPeakMemoryToWeights,
        double forwardMs,
        double bareProductsMs,
        int prefillTokens,
        double prefillMs,
        double decodeMsPerToken,
        double streamGigabytesPerSecond,
        double saeEncodeMs,
        double saeProductMs,
        double compareMs,
        double compareForwardMs,
        double openMs,
        double readMs) {
    static BenchDocument of(BenchReport report) {
        return new BenchDocument(report.shape(), report.device(), report.dtype(), report.threads(),
                report.promptTokens(),
                report.weightBytes(),
                report.forwardToProducts(), report.captureToForward(), report.prefillToProducts(),
                report.decodeBandwidth(), orNull(report.peakToWeights()), report.sliderMillis(),
                report.remainingMillis(), report.steeredDecodeToDecode(),
                report.saeEncodeMillis() / report.saeProductMillis(), report.relpToForward(),
                orNull(report.relpMemoryToGradientForward()), report.patchingPerCellToForward(),
                orNull(report.routingTraceToForward()),
                report.compareMillis() / report.compareForwardMillis(),
                report.openToBound(),
                orNull(report.openPeakToWeights()), report.forwardMillis(), report.productsMillis(),
                report.prefillTokens(), report.prefillMillis(), report.decodeMillis(),
                report.streamGigabytesPerSecond(), report.saeEncodeMillis(), report.saeProductMillis(),
                report.compareMillis(), report.compareForwardMillis(), report.openMillis(), report.readMillis());
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
