package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

import org.sextant.runtime.steering.SteeringVector;

/// Directions that were learnt, and what they do.
///
/// @param vector a direction for each layer, to be added with the coefficient of its [Layer#chosen]; `about` says the best
///         layer and its coefficient
/// @param layers by ascending number of the block
/// @param best the layer that turns most at a bearable cost; empty where none does
/// @param pairs what it was made from and measured on, as tokens, marked where the two of a pair part
/// @param provenance how to get it again
public record LearnDirectionResult(SteeringVector vector, List<Layer> layers, Optional<Integer> best,
        List<DerivedVector.ReadPrompt> pairs, Provenance provenance) {
    public LearnDirectionResult {
        layers = List.copyOf(layers);
        pairs = List.copyOf(pairs);
    }

    /// One layer.
    ///
    /// @param layer number of the block
    /// @param norm length of the direction, in units of the activations
    /// @param losses of learning, one a step
    /// @param tried what coefficients do to pairs that it was learnt from, by ascending coefficient; the last may be too
    ///         dear
    /// @param chosen the coefficient of those that turns most at a bearable cost, measured on held-out pairs and other texts;
    ///         empty where all are too dear
    /// @param byChance share of held-out pairs that directions of this length turn which are drawn by chance, the mean of
    ///         five; NaN without a chosen one
    public record Layer(int layer, double norm, List<Double> losses, List<Effect> tried, Optional<Effect> chosen,
            double byChance) {
        public Layer {
            losses = List.copyOf(losses);
            tried = List.copyOf(tried);
        }
    }

    /// What a coefficient does.
    ///
    /// @param coefficient added to what prefers the lowered token, taken from what prefers the raised one
    /// @param turned share of pairs of which the other token becomes the likelier one
    /// @param cost loss on texts over that without the direction, of both ways the larger; NaN without texts to measure on
    public record Effect(double coefficient, double turned, double cost) {}
}
