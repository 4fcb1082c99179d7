package org.sextant.app.steering;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringVector;

/// A vector as it was made.
sealed interface MadeVector {
    /// One direction a layer.
    ///
    /// @param question what was asked
    record Derived(VectorQuestion question, DerivedVector derived) implements MadeVector {
        @Override
        public Optional<SteeringVector> vector() {
            return Optional.of(derived.vector());
        }

        @Override
        public Provenance provenance() {
            return derived.provenance();
        }

        /// The figures of a layer.
        Optional<DerivedVector.Layer> layer(int number) {
            return derived.layers().stream().filter(each -> each.layer() == number).findFirst();
        }

        /// As far as from one class to the other, where the vector itself has length 1.
        @Override
        public double reach(int layer) {
            boolean unit = question.method().derivation().orElseThrow().normalised();
            return unit ? layer(layer).map(each -> ROOM
                    * Math.abs(each.separation().positive().mean() - each.separation().negative().mean())).orElse(0.0)
                    : 0;
        }
    }

    /// The direction of refusing.
    record Refusal(VectorQuestion question, RefusalDirection found) implements MadeVector {
        @Override
        public Optional<SteeringVector> vector() {
            return found.vector();
        }

        @Override
        public Provenance provenance() {
            return found.provenance();
        }

        @Override
        public double reach(int layer) {
            return 0;
        }
    }

    /// Room beyond what takes one class to the other.
    double ROOM = 1.5;

    VectorQuestion question();

    /// The directions; empty where none passed.
    Optional<SteeringVector> vector();

    Provenance provenance();

    /// How far its slider goes; 0 leaves that to the board.
    double reach(int layer);

    /// `mean diff L3`, at one layer, while the others can be switched on.
    default Optional<SteeringRow> row(int layer) {
        return vector().map(vector -> {
            Map<String, String> about = new HashMap<>(vector.about());
            about.put("layers", Integer.toString(layer));
            return NewRows.vector(question().method().label() + " L" + layer,
                    new SteeringVector(vector.site(), vector.byLayer(), about));
        });
    }
}
