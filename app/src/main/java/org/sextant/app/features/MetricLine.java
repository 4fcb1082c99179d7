package org.sextant.app.features;

import java.util.function.ToDoubleFunction;

import org.sextant.runtime.session.SaeMetrics;

/// A figure of an SAE, with its formula (METHODS.md 2.9 and 2.11). Rows are tokens, the first of each text left out; x is
/// what is to be given back, x̂ what is given back; losses are in nats.
@SuppressWarnings("ImmutableEnumChecker") // its functions hold no state
enum MetricLine {
    TOKENS("tokens", "Tokens that were measured", metrics -> metrics.tokens()),
    L0("L0", "Mean number of active features a token: mean #{i : fᵢ ≠ 0}", SaeMetrics::l0),
    L1("L1", "mean Σ|fᵢ|, in the SAE's own units", SaeMetrics::l1),
    MSE("MSE", "mean ‖x − x̂‖²", SaeMetrics::mse),
    NMSE("NMSE", "mean ‖x − x̂‖² / ‖x‖²", SaeMetrics::nmse),
    FVU("FVU", "Fraction of variance unexplained: Σ‖x − x̂‖² / Σ‖x − x̄‖²", SaeMetrics::fvu),
    EXPLAINED("explained variance", "1 − FVU: a constant error counts against it", SaeMetrics::explainedVariance),
    CENTRED("explained variance, centred",
            "1 − Σ var(x − x̂) / Σ var(x), as dictionary_learning counts it: a constant error is overlooked",
            SaeMetrics::centredExplainedVariance),
    COSINE("cosine", "mean cos(x, x̂)", SaeMetrics::cosine),
    LENGTH("length ratio", "mean ‖x̂‖ / ‖x‖; below 1 the SAE shrinks", SaeMetrics::l2Ratio),
    BIAS("relative bias", "E‖x̂‖² / E[x · x̂]; below 1 the SAE shrinks", SaeMetrics::relativeReconstructionBias),
    DEAD("dead share", "Share of features that were active at none of these tokens", SaeMetrics::dead),
    CLEAN("loss, clean", "Cross-entropy of the next token with the model as it is, in nats", SaeMetrics::lossClean),
    SPLICED("loss, spliced", "The same with x replaced by x̂, in nats", SaeMetrics::lossSpliced),
    ABLATED("loss, x = 0", "The same with x replaced by 0, in nats", SaeMetrics::lossAblated),
    AVERAGED("loss, x = mean", "The same with x replaced by its mean, in nats", SaeMetrics::lossAveraged),
    RECOVERED("loss recovered", "(zeroed − spliced) / (zeroed − clean): 1 where the model notices nothing",
            SaeMetrics::lossRecovered),
    RECOVERED_FROM_MEAN("loss recovered, from mean", "(averaged − spliced) / (averaged − clean)",
            SaeMetrics::lossRecoveredFromMean),
    EPSILON("ε_LBO (h − 1)",
            "mean |‖z‖² − ‖f̃‖²| / ‖f̃‖², f̃ = [fᵢ‖W_dec,i‖, ‖b_dec‖]: 0 for orthogonal decoder rows (arXiv 2503.24277)",
            SaeMetrics::epsilonLbo);

    private final String title;
    private final String formula;
    private final ToDoubleFunction<SaeMetrics> value;

    MetricLine(String title, String formula, ToDoubleFunction<SaeMetrics> value) {
        this.title = title;
        this.formula = formula;
        this.value = value;
    }

    String title() {
        return title;
    }

    String formula() {
        return formula;
    }

    double of(SaeMetrics metrics) {
        return value.applyAsDouble(metrics);
    }
}
