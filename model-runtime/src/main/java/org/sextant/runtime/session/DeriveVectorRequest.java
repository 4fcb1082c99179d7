package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.DerivationMethod;

/// Make a steering vector from two classes of prompts.
///
/// @param positive the class that the vector leads to
/// @param negative the other; of a method that takes pairs, each prompt beside its like
/// @param heldOut what it is measured on
/// @param method how a direction is made
/// @param site where in a block activations are read
/// @param layers numbers of blocks, each of which gets a direction
/// @param position the token that is read of each prompt
/// @param compared other methods whose directions are made from the same prompts, to compare
public record DeriveVectorRequest(List<Prompt> positive, List<Prompt> negative, HeldOut heldOut,
        DerivationMethod method, SiteKind site, List<Integer> layers, TokenPosition position,
        List<DerivationMethod> compared)
        implements
            Request<DerivedVector> {
    public DeriveVectorRequest {
        positive = List.copyOf(positive);
        negative = List.copyOf(negative);
        layers = List.copyOf(layers);
        compared = List.copyOf(compared);
    }
}
