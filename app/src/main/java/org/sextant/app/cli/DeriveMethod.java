package org.sextant.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.steering.DerivationMethod;

/// How `vector derive` makes a vector: one of the methods that read activations, or by gradients.
///
/// @param derivation empty for a learnt direction
record DeriveMethod(Optional<DerivationMethod> derivation) {
    static final DeriveMethod LEARNT = new DeriveMethod(Optional.empty());

    static DeriveMethod of(DerivationMethod method) {
        return new DeriveMethod(Optional.of(method));
    }

    static List<DeriveMethod> all() {
        List<DeriveMethod> all = new ArrayList<>();
        for (DerivationMethod method : DerivationMethod.values()) {
            all.add(of(method));
        }
        all.add(LEARNT);
        return all;
    }

    String label() {
        return derivation.map(DerivationMethod::label).orElse("learnt");
    }
}
