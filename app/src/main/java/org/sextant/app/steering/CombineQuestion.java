package org.sextant.app.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import org.sextant.app.steering.MadeVector.Operand;
import org.sextant.app.task.Problem;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorArithmetic;

/// A vector that is asked for from others: `Σ c v`, without the direction of another, of a given length.
///
/// @param terms what is added up
/// @param without whose direction is projected out
/// @param norm the length at every layer; empty leaves it
/// @param layers those of each vector that count
record CombineQuestion(List<Term> terms, Optional<VectorSource> without, OptionalDouble norm, LayerRange layers) {
    /// A vector and how much of it.
    record Term(double coefficient, VectorSource source) {}

    CombineQuestion {
        terms = List.copyOf(terms);
    }

    Optional<Problem> problem() {
        return terms.isEmpty()
                ? Optional.of(Problem.warning("No vector is chosen", "",
                        "Add a term at the left: a vector of the board, one that was derived, or a file."))
                : Optional.empty();
    }

    /// Reads files and computes; away from the UI thread.
    ///
    /// @throws org.sextant.runtime.SextantException if a file cannot be read, or the vectors do not fit each other
    MadeVector.Plain combined() {
        List<Operand> operands = new ArrayList<>();
        List<VectorArithmetic.Term> sum = new ArrayList<>();
        for (Term term : terms) {
            SteeringVector vector = within(term.source());
            operands.add(new Operand(term.source().name(), vector));
            sum.add(new VectorArithmetic.Term(term.coefficient(), vector));
        }
        SteeringVector made = VectorArithmetic.sum(sum);
        if (without.isPresent()) {
            SteeringVector direction = within(without.get());
            operands.add(new Operand("without " + without.get().name(), direction));
            made = VectorArithmetic.without(made, direction);
        }
        SteeringVector result = norm.isPresent() ? VectorArithmetic.scaledTo(made, norm.getAsDouble()) : made;
        return new MadeVector.Plain(VectorMethod.COMBINATION, "combination at " + result.site().suffix(), result,
                operands, Optional.empty());
    }

    private SteeringVector within(VectorSource source) {
        SteeringVector vector = source.read();
        SortedMap<Integer, float[]> kept = new TreeMap<>(vector.byLayer());
        kept.keySet().removeIf(layer -> !layers.holds(layer));
        if (kept.isEmpty()) {
            throw new SteeringException(
                    source.name() + " has no direction at the layers " + layers.from() + " to " + layers.to(),
                    "among its layers " + vector.byLayer().keySet(), "choose other layers above, or another vector");
        }
        return new SteeringVector(vector.site(), kept, vector.about());
    }
}
