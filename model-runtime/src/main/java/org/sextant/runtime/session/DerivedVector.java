package org.sextant.runtime.session;

import java.util.List;
import java.util.Map;

import org.sextant.runtime.steering.DerivationMethod;
import org.sextant.runtime.steering.Separation;
import org.sextant.runtime.steering.SteeringVector;

/// A steering vector and how good it is.
///
/// @param vector a direction for each layer
/// @param layers its figures, by ascending number of the block
/// @param prompts what it was made from and measured on: the positive ones, then the negative ones
/// @param provenance how to get it again
public record DerivedVector(SteeringVector vector, List<Layer> layers, List<ReadPrompt> prompts,
        Provenance provenance) {
    public DerivedVector {
        layers = List.copyOf(layers);
        prompts = List.copyOf(prompts);
    }

    /// The figures of one layer.
    ///
    /// @param layer number of the block
    /// @param norm length of the direction, in units of the activations
    /// @param explainedVariance share of the variance along it, see [org.sextant.runtime.steering.Direction]
    /// @param separation of the held-out prompts; of all where none are held out
    /// @param projections of each prompt, in their order: `x · v̂`, in units of the activations
    /// @param cosines with the directions of other methods
    /// @param negativeMean `[d_model]` mean of the negative prompts that it was made from: where affine editing leads at 0
    ///         (METHODS.md 4.7)
    public record Layer(int layer, double norm, double explainedVariance, Separation separation,
            List<Double> projections, Map<DerivationMethod, Double> cosines,
            List<Float> negativeMean) {
        public Layer {
            projections = List.copyOf(projections);
            cosines = Map.copyOf(cosines);
            negativeMean = List.copyOf(negativeMean);
        }
    }

    /// One prompt.
    ///
    /// @param positive whether it is of the class that the vector leads to
    /// @param heldOut whether the vector was not made from it
    /// @param tokens the whole prompt
    /// @param read positions of the tokens that were read; of several, their mean
    public record ReadPrompt(boolean positive, boolean heldOut, List<Token> tokens, List<Integer> read) {
        public ReadPrompt {
            tokens = List.copyOf(tokens);
            read = List.copyOf(read);
        }
    }
}
