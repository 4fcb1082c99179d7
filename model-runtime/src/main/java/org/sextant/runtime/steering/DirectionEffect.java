package org.sextant.runtime.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.LearntDirection.Contrast;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.train.NextTokenLoss;
import org.sextant.runtime.train.TrainingBatch;

/// What a direction does when it is added behind a block at all positions, against what each prompt prefers by itself, and
/// what it costs texts that it is not meant for.
public final class DirectionEffect implements AutoCloseable {
    private final LayerTail tail;
    private final Runnable between;
    private final NDManager scope;
    private final List<Preferring> prompts = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();
    private final long tokens;
    private final double plainLoss;

    /// @param sign +1 where the direction makes likelier what the prompt does not prefer
    private record Preferring(Contrast contrast, NDArray residual, int sign) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Text(int[] ids, NDArray residual) {}

    /// @param contrasts that are to turn, one at least
    /// @param texts each of two tokens at least; without any there is no cost
    /// @param between called between passes; may throw to stop
    public DirectionEffect(Transformer model, int layer, List<Contrast> contrasts, List<int[]> texts,
            Runnable between) {
        this.tail = new LayerTail(model, layer);
        this.between = between;
        this.scope = model.newScope();
        for (Contrast contrast : contrasts) {
            NDArray residual = tail.residual(contrast.ids(), scope);
            prompts.add(
                    new Preferring(contrast, residual, difference(contrast, residual, new float[0], 0) < 0 ? 1 : -1));
        }
        texts.forEach(ids -> this.texts.add(new Text(ids, tail.residual(ids, scope))));
        tokens = texts.stream().mapToLong(ids -> ids.length - 1L).sum();
        plainLoss = loss(new float[0], 0);
    }

    /// The share of prompts of which the other word becomes the likelier one.
    ///
    /// @param direction `[d_model]`
    public double turned(float[] direction, double coefficient) {
        long turned = prompts.stream().filter(
                one -> one.sign()
                        * difference(one.contrast(), one.residual(), direction, one.sign() * coefficient) >= 0)
                .count();
        return (double) turned / prompts.size();
    }

    /// The same of a direction of this length that is drawn by chance.
    public double turnedByChance(float[] direction, double coefficient, long seed) {
        Random random = new Random(seed);
        double[] drawn = new double[direction.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = random.nextGaussian();
        }
        double length = Math.sqrt(Rows.dot(drawn, drawn));
        return turned(Rows.scaled(drawn, SteeringVector.norm(direction) / length), coefficient);
    }

    /// The cross-entropy of the texts, of the direction added and taken away the larger, over that without it; NaN without
    /// texts.
    public double cost(float[] direction, double coefficient) {
        return Math.max(loss(direction, coefficient), loss(direction, -coefficient)) / plainLoss;
    }

    private double difference(Contrast contrast, NDArray residual, float[] direction, double coefficient) {
        between.run();
        try (NDManager pass = scope.newSubManager()) {
            return NativeMemory.floats(LayerTail.difference(
                    tail.logits(moved(residual, direction, coefficient, pass), Unembed.LAST, pass), contrast))[0];
        }
    }

    /// Nats a token.
    private double loss(float[] direction, double coefficient) {
        double sum = 0;
        for (Text text : texts) {
            between.run();
            try (NDManager pass = scope.newSubManager()) {
                NDArray logits = tail.logits(moved(text.residual(), direction, coefficient, pass), Unembed.ALL, pass);
                double mean = NativeMemory.floats(NextTokenLoss.of(logits, TrainingBatch.of(text.ids()), pass))[0];
                sum += mean * (text.ids().length - 1);
            }
        }
        return sum / tokens;
    }

    private static NDArray moved(NDArray residual, float[] direction, double coefficient, NDManager pass) {
        if (coefficient == 0) {
            return residual;
        }
        float[] step = new float[direction.length];
        for (int i = 0; i < step.length; i++) {
            step[i] = (float) (coefficient * direction[i]);
        }
        NDArray array = pass.create(step, new Shape(1, 1, step.length));
        NDArray moved = residual.add(array.toType(residual.getDataType(), false));
        moved.attach(pass);
        return moved;
    }

    @Override
    public void close() {
        scope.close();
    }
}
