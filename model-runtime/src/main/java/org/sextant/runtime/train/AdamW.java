package org.sextant.runtime.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.model.Parameter;
import org.sextant.runtime.model.family.Blueprint;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;

/// AdamW over all weights of a model, with means of its own so that they can be kept with the weights: a training that
/// is broken off goes on as if nothing had been.
final class AdamW {
    private static final AdamStep STEP = new AdamStep(0.9f, 0.98f, 1e-8f);

    private final TrainableWeights weights;
    private final double decay;
    private final double clip;
    private final Map<String, AdamStep.Means> means = new LinkedHashMap<>();
    private long count;

    /// @param count steps that have been taken
    /// @param remembered the means of a weight after those steps
    AdamW(TrainableWeights weights, TrainingPlan plan, long count,
            BiFunction<Blueprint.Slot, NDArray, AdamStep.Means> remembered) {
        this.weights = weights;
        this.decay = plan.decay();
        this.clip = plan.clip();
        this.count = count;
        weights.forEach((slot, weight) -> means.put(slot.name(), remembered.apply(slot, weight)));
    }

    /// What is remembered of the gradients of one weight.
    AdamStep.Means means(Blueprint.Slot slot) {
        return means.get(slot.name());
    }

    /// Takes a step along the gradients that the tape has recorded, and forgets them.
    ///
    /// @return the norm of all gradients together before clipping; where it is not finite nothing is changed
    double step(GradientTape tape, double rate, NDManager scope) {
        Map<Blueprint.Slot, NDArray> gradients = new LinkedHashMap<>();
        weights.forEach((slot, weight) -> {
            NDArray gradient = tape.gradient(weight);
            gradient.attach(scope);
            gradients.put(slot, gradient);
        });
        double norm = norm(gradients);
        if (Double.isFinite(norm)) {
            count++;
            float scale = (float) Math.min(1, clip / norm);
            weights.forEach((slot, weight) -> STEP.apply(weight, gradients.get(slot), means(slot), scale, (float) rate,
                    decays(slot.parameter()) ? (float) decay : 0, count));
        }
        gradients.values().forEach(gradient -> gradient.subi(gradient)); // the next ones begin from nothing
        return norm;
    }

    private static double norm(Map<Blueprint.Slot, NDArray> gradients) {
        double squares = 0;
        for (NDArray gradient : gradients.values()) {
            try (NDArray square = gradient.square(); NDArray sum = square.sum()) {
                squares += NativeMemory.floats(sum)[0];
            }
        }
        return Math.sqrt(squares);
    }

    private static boolean decays(Parameter parameter) {
        return parameter.name().endsWith("_WEIGHT") && !parameter.name().contains("NORM");
    }
}
