package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.sae.ReconstructionMetrics;
import org.sextant.runtime.sae.SaeEvaluation;

/// Figures of an SAE on texts, the first token of each left out (METHODS.md 2.9). Rows are tokens, x what is to be given
/// back, x̂ what is given back; losses are cross-entropies of the next token, in nats.
///
/// @param tokens that were measured
/// @param l0 mean number of active features
/// @param l1 mean of Σ|f|
/// @param mse mean of ‖x − x̂‖²
/// @param nmse mean of ‖x − x̂‖² / ‖x‖²
/// @param fvu Σ‖x − x̂‖² / Σ‖x − x̄‖²
/// @param explainedVariance `1 − fvu`
/// @param centredExplainedVariance `1 − Σ var(x − x̂) / Σ var(x)`, which overlooks a constant error
/// @param cosine mean of cos(x, x̂)
/// @param l2Ratio mean of ‖x̂‖ / ‖x‖
/// @param relativeReconstructionBias E‖x̂‖² / E[x·x̂]
/// @param epsilonLbo mean lower bound of the quasi-orthogonality error times h − 1 (METHODS.md 2.11)
/// @param lossClean of the model as it is
/// @param lossSpliced with x replaced by x̂
/// @param lossAblated with x replaced by 0
/// @param lossAveraged with x replaced by its mean
/// @param lossRecovered `(ablated − spliced) / (ablated − clean)`
/// @param lossRecoveredFromMean `(averaged − spliced) / (averaged − clean)`
/// @param dead share of features that were never active
/// @param firingRates `[feature]` share of tokens at which each is active
/// @param places the last tokens of up to 1000 texts
public record SaeMetrics(long tokens, double l0, double l1, double mse, double nmse, double fvu,
        double explainedVariance, double centredExplainedVariance, double cosine, double l2Ratio,
        double relativeReconstructionBias, double epsilonLbo, double lossClean, double lossSpliced,
        double lossAblated, double lossAveraged, double lossRecovered, double lossRecoveredFromMean, double dead,
        TensorValue firingRates, List<Place> places) {
    public SaeMetrics {
        places = List.copyOf(places);
    }

    /// The last token of a text, as a point of the ZF plot.
    ///
    /// @param position of it in its text
    /// @param inputNorm ‖z‖ of what is encoded
    /// @param featureNorm ‖f̃‖, see [org.sextant.runtime.sae.QuasiOrthogonality]
    /// @param targetNorm ‖x‖ of what is to be given back
    /// @param errorNorm ‖x − x̂‖
    public record Place(int position, double inputNorm, double featureNorm, double targetNorm, double errorNorm) {}

    static SaeMetrics of(SaeEvaluation.Result result) {
        ReconstructionMetrics.Result given = result.reconstruction();
        SaeEvaluation.Losses losses = result.losses();
        return new SaeMetrics(given.tokens(), given.l0(), given.l1(), given.mse(), given.nmse(), given.fvu(),
                given.explainedVariance(), given.centredExplainedVariance(), given.cosine(), given.l2Ratio(),
                given.relativeReconstructionBias(), given.epsilonLbo(), losses.clean(), losses.spliced(),
                losses.zeroed(), losses.averaged(), losses.recovered(), losses.recoveredFromMean(), given.dead(),
                TensorValue.of(given.firingRates(), given.firingRates().length),
                result.places().stream().map(place -> new Place(place.position(), place.inputNorm(),
                        place.featureNorm(), place.targetNorm(), place.errorNorm())).toList());
    }
}
