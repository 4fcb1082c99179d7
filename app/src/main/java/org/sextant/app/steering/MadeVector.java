package org.sextant.app.steering;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.sextant.runtime.session.DerivedVector;
import org.sextant.runtime.session.FeatureVector;
import org.sextant.runtime.session.LearnDirectionResult;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RefusalDirection;
import org.sextant.runtime.session.RefusalDirection.Candidate;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.steering.SteeringVector;

/// A vector as it was made.
sealed interface MadeVector {
    /// Room beyond what takes one class to the other.
    double ROOM = 1.5;

    /// How it was made.
    VectorMethod method();

    /// `mean difference at hook_resid_post`.
    String name();

    /// The directions; empty where none passed.
    Optional<SteeringVector> vector();

    /// How to get it again; empty where it was made from other vectors.
    Optional<Provenance> provenance();

    /// The layer to look at first.
    OptionalInt best();

    /// How far its slider goes; 0 leaves that to the board.
    double reach(int layer);

    /// Mean of the negative class at a layer, for affine editing; empty where there is no such class.
    default Optional<List<Float>> negativeMean(int layer) {
        return Optional.empty();
    }

    /// What was read of each prompt; none where there are no prompts.
    default List<DerivedVector.ReadPrompt> prompts() {
        return List.of();
    }

    /// What its row is called, before the layer.
    default String label() {
        return method().label();
    }

    /// `mean diff L3`, at one layer, while the others can be switched on.
    default Optional<SteeringRow> row(int layer) {
        return vector().map(vector -> {
            Map<String, String> about = new HashMap<>(vector.about());
            about.put("layers", Integer.toString(layer));
            return NewRows.vector(label() + " L" + layer, new SteeringVector(vector.site(), vector.byLayer(), about),
                    this::negativeMean);
        });
    }

    private static String name(VectorQuestion question, String site) {
        return question.method().title().toLowerCase(Locale.ROOT).replace("pca", "PCA").replace("actadd", "ActAdd")
                + " at " + site;
    }

    /// One direction a layer, from activations.
    ///
    /// @param question what was asked
    record Derived(VectorQuestion question, DerivedVector derived) implements MadeVector {
        @Override
        public VectorMethod method() {
            return question.method();
        }

        @Override
        public String name() {
            return MadeVector.name(question, question.site().suffix());
        }

        @Override
        public Optional<SteeringVector> vector() {
            return Optional.of(derived.vector());
        }

        @Override
        public Optional<Provenance> provenance() {
            return Optional.of(derived.provenance());
        }

        /// The layer that keeps the classes farthest apart.
        @Override
        public OptionalInt best() {
            return derived.layers().stream()
                    .max(Comparator.comparingDouble((DerivedVector.Layer each) -> each.separation().auroc())
                            .thenComparingDouble(each -> finite(each.separation().distance())))
                    .map(each -> OptionalInt.of(each.layer())).orElse(OptionalInt.empty());
        }

        private static double finite(double value) {
            return Double.isFinite(value) ? value : 0;
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

        @Override
        public Optional<List<Float>> negativeMean(int layer) {
            return layer(layer).map(DerivedVector.Layer::negativeMean);
        }

        @Override
        public List<DerivedVector.ReadPrompt> prompts() {
            return derived.prompts();
        }
    }

    /// One direction a layer, learnt by gradients.
    ///
    /// @param question what was asked
    record Learnt(VectorQuestion question, LearnDirectionResult result) implements MadeVector {
        @Override
        public VectorMethod method() {
            return VectorMethod.LEARNT;
        }

        @Override
        public String name() {
            return MadeVector.name(question, result.vector().site().suffix());
        }

        @Override
        public Optional<SteeringVector> vector() {
            return Optional.of(result.vector());
        }

        @Override
        public Optional<Provenance> provenance() {
            return Optional.of(result.provenance());
        }

        @Override
        public OptionalInt best() {
            return OptionalInt.of(result.best().orElse(result.layers().getLast().layer()));
        }

        Optional<LearnDirectionResult.Layer> layer(int number) {
            return result.layers().stream().filter(each -> each.layer() == number).findFirst();
        }

        /// Half as far again as the coefficient that was chosen.
        @Override
        public double reach(int layer) {
            return layer(layer).flatMap(LearnDirectionResult.Layer::chosen).map(chosen -> ROOM * chosen.coefficient())
                    .orElse(0.0);
        }

        @Override
        public List<DerivedVector.ReadPrompt> prompts() {
            return result.pairs();
        }
    }

    /// The direction of refusing.
    record Refusal(VectorQuestion question, RefusalDirection found) implements MadeVector {
        @Override
        public VectorMethod method() {
            return VectorMethod.REFUSAL;
        }

        @Override
        public String name() {
            return MadeVector.name(question, found.vector().map(vector -> vector.site().suffix())
                    .orElseGet(() -> question.refusal().candidates().sites().getFirst().suffix()));
        }

        @Override
        public Optional<SteeringVector> vector() {
            return found.vector();
        }

        @Override
        public Optional<Provenance> provenance() {
            return Optional.of(found.provenance());
        }

        /// The chosen one.
        @Override
        public OptionalInt best() {
            return found.chosen().map(Candidate::layer).map(OptionalInt::of).orElse(OptionalInt.empty());
        }

        @Override
        public double reach(int layer) {
            return 0;
        }

        @Override
        public Optional<List<Float>> negativeMean(int layer) {
            return found.negativeMean();
        }
    }

    /// A vector that something else is made from.
    record Operand(String name, SteeringVector vector) {}

    /// One that was made without prompts.
    ///
    /// @param operands what it was made from; may be none
    record Plain(VectorMethod method, String name, SteeringVector made, List<Operand> operands,
            Optional<Provenance> provenance) implements MadeVector {
        public Plain {
            operands = List.copyOf(operands);
        }

        static Plain of(FeatureVector feature) {
            return new Plain(VectorMethod.FEATURE, "feature " + feature.feature() + " of the SAE at "
                    + feature.sae().site(), feature.vector(), List.of(), Optional.of(feature.provenance()));
        }

        @Override
        public Optional<SteeringVector> vector() {
            return Optional.of(made);
        }

        /// Its deepest layer.
        @Override
        public OptionalInt best() {
            return OptionalInt.of(made.byLayer().lastKey());
        }

        @Override
        public double reach(int layer) {
            return 0;
        }

        @Override
        public String label() {
            return method == VectorMethod.FEATURE ? name.replaceFirst(" of the SAE.*", "") : method.label();
        }
    }
}
