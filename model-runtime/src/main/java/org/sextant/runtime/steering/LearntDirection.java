package org.sextant.runtime.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.AdamStep;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;
import org.sextant.runtime.train.NextTokenLoss;
import org.sextant.runtime.train.TrainingBatch;

/// A direction v that is learnt: added to the output of a block at all positions it makes one token likelier than
/// another, taken away it makes it less likely, and both ways other texts stay as likely as they can. With
/// `d = log p(raised) − log p(lowered)` at the last position, the loss is
/// `softplus(1 − s d) + λ · cross-entropy of a text`, where s = ±1 is against what the model prefers by itself, the text
/// is steered by +v or −v, and v is followed by Adam from 0.
public final class LearntDirection {
    private static final int CONTRASTS_A_STEP = 8;
    private static final int TEXTS_A_STEP = 6;
    private static final AdamStep ADAM = new AdamStep(0.9f, 0.98f, 1e-8f);
    private static final double MARGIN = 1;

    private final LayerTail tail;

    /// @param layer whose output is steered
    public LearntDirection(Transformer model, int layer) {
        tail = new LayerTail(model, layer);
    }

    /// A prompt and two ways to go on.
    ///
    /// @param ids of the prompt
    /// @param raised what v makes likelier
    /// @param lowered what it makes less likely
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Contrast(int[] ids, int raised, int lowered) {}

    /// How it is learnt.
    ///
    /// @param steps of Adam
    /// @param rate of Adam, in units of the residual stream
    /// @param keeping λ
    /// @param seed of the order
    public record Course(int steps, double rate, double keeping, long seed) {
        public Course {
            if (steps < 1 || !(rate > 0) || !(keeping >= 0)) {
                throw new SteeringException(steps + " steps at rate " + rate + " with weight " + keeping,
                        "in how the direction is learnt",
                        "give a step at least, a positive rate and no negative weight");
            }
        }
    }

    /// A residual stream behind the layer, and what is asked of what comes out.
    ///
    /// @param residual `[1, T, d_model]`
    /// @param sign which way v is added to it; 0 for either
    private record Kept<T>(T of, NDArray residual, int sign) {}

    /// @param texts ids of texts that are to stay likely, each of two tokens at least
    /// @param listener is told the loss of each step; may throw to stop
    /// @return v `[d_model]`, at the coefficient 1
    /// @throws SteeringException if there are no contrasts or no texts
    public float[] learn(List<Contrast> contrasts, List<int[]> texts, Course course, DoubleConsumer listener) {
        if (contrasts.isEmpty() || texts.isEmpty()) {
            throw new SteeringException(
                    "a direction is learnt from " + contrasts.size() + " contrasts and " + texts.size() + " texts",
                    "at layer " + tail.layer(), "give one of each at least");
        }
        try (NDManager scope = tail.model().newScope()) {
            List<Kept<Contrast>> turned = new ArrayList<>();
            for (Contrast contrast : contrasts) {
                NDArray residual = tail.residual(contrast.ids(), scope);
                turned.add(new Kept<>(contrast, residual, preference(contrast, residual) < 0 ? 1 : -1));
            }
            List<Kept<int[]>> kept = texts.stream().map(ids -> new Kept<>(ids, tail.residual(ids, scope), 0))
                    .toList();
            return follow(turned, kept, course, listener, scope);
        }
    }

    private double preference(Contrast contrast, NDArray residual) {
        try (NDManager pass = residual.getManager().newSubManager()) {
            return NativeMemory.floats(LayerTail.difference(tail.logits(residual, Unembed.LAST, pass), contrast))[0];
        }
    }

    private float[] follow(List<Kept<Contrast>> contrasts, List<Kept<int[]>> texts, Course course,
            DoubleConsumer listener, NDManager scope) {
        SplittableRandom random = new SplittableRandom(course.seed());
        NDArray direction = scope.zeros(new Shape(1, 1, tail.model().spec().dModel()), DataType.FLOAT32);
        AdamStep.Means means = AdamStep.Means.zero(direction);
        for (int step = 1; step <= course.steps(); step++) {
            try (NDManager pass = scope.newSubManager(); GradientTape tape = GradientTape.start()) {
                NDArray leaf = tape.leaf(pass, direction.getShape(), DataType.FLOAT32);
                Steered steered = new Steered(direction, leaf, pass, tape);
                double loss = 0;
                for (int i = 0; i < CONTRASTS_A_STEP; i++) {
                    Kept<Contrast> one = contrasts.get(random.nextInt(contrasts.size()));
                    loss += turn(one, steered) / CONTRASTS_A_STEP;
                }
                for (int i = 0; i < TEXTS_A_STEP; i++) {
                    Kept<int[]> one = texts.get(random.nextInt(texts.size()));
                    loss += keep(one, random.nextBoolean(), course.keeping() / TEXTS_A_STEP, steered);
                }
                NDArray gradient = tape.gradient(leaf);
                gradient.attach(pass);
                ADAM.apply(direction, gradient, means, 1, (float) course.rate(), 0, step);
                listener.accept(loss);
            }
        }
        return NativeMemory.floats(direction);
    }

    /// What one step works with.
    ///
    /// @param direction as it was before
    /// @param leaf of zeros, whose gradient is that of the direction
    private record Steered(NDArray direction, NDArray leaf, NDManager pass, GradientTape tape) {
        NDArray residual(NDArray plain, boolean added) {
            NDArray moved = direction.add(leaf);
            NDArray steered = added ? plain.add(moved) : plain.sub(moved);
            moved.attach(pass);
            steered.attach(pass);
            return steered;
        }
    }

    /// Adds the gradient of `softplus(1 − s d)`, which is `−σ(1 − s d) s ∂d`, and gives the loss.
    private double turn(Kept<Contrast> one, Steered steered) {
        NDArray residual = steered.residual(one.residual(), one.sign() > 0);
        NDArray difference = LayerTail.difference(tail.logits(residual, Unembed.LAST, steered.pass()), one.of());
        double wanting = MARGIN - one.sign() * NativeMemory.floats(difference)[0];
        double slope = 1 / (1 + Math.exp(-wanting));
        steered.tape().backward(Ops.times(difference, -one.sign() * slope / CONTRASTS_A_STEP));
        return Math.max(0, wanting) + Math.log1p(Math.exp(-Math.abs(wanting)));
    }

    private double keep(Kept<int[]> text, boolean added, double weight, Steered steered) {
        NDArray residual = steered.residual(text.residual(), added);
        NDArray loss = Ops.times(NextTokenLoss.of(tail.logits(residual, Unembed.ALL, steered.pass()),
                TrainingBatch.of(text.of()), steered.pass()), weight);
        steered.tape().backward(loss);
        return NativeMemory.floats(loss)[0];
    }
}
