package org.sextant.runtime.session;

import java.util.OptionalInt;

/// What kind of SAE to train.
public sealed interface SaeArchitecture {
    /// The k largest features of each token.
    record TopK(int k) implements SaeArchitecture {}

    /// k features a token on average; what comes of it has one threshold for all.
    record BatchTopK(int k) implements SaeArchitecture {}

    /// A threshold a feature.
    ///
    /// @param sparsity weight of the penalty on the number of active features
    /// @param target number of active features a token to come to; without it the penalty is on the number itself
    record JumpRelu(double sparsity, OptionalInt target) implements SaeArchitecture {}

    /// As many features as bring their norm nearest to that of the token.
    ///
    /// @param lambda weight of what is left of the difference
    record TopAfa(double lambda) implements SaeArchitecture {}
}
