package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.session.LearnDirectionResult.Effect;
import org.sextant.runtime.session.LearnDirectionResult.Layer;
import org.sextant.runtime.steering.DirectionEffect;
import org.sextant.runtime.steering.SteeringVector;

/// Finds how strongly a learnt direction is used: of coefficients that rise by a tenth each, the one that turns most of the
/// pairs it was learnt from while texts stay about as likely. What that one does is measured on others.
///
/// @param dearest how many times as large the loss on texts may become
record DirectionTrial(Transformer model, int layer, double dearest, JobContext context) {
    private static final double FIRST = 0.4;
    private static final double NEXT = 1.1;
    private static final double LAST = 3;
    private static final int MOST_PAIRS = 40;
    private static final int BY_CHANCE = 5;

    Layer of(float[] direction, List<Double> losses, ContrastPairs pairs, KeptTexts kept) {
        List<Effect> tried = tried(direction, pairs, kept);
        Optional<Effect> best = tried.stream().filter(this::isBearable).max(
                Comparator.comparingDouble(Effect::turned).thenComparingDouble(effect -> -effect.coefficient()));
        double norm = SteeringVector.norm(direction);
        if (best.isEmpty()) {
            return new Layer(layer, norm, losses, tried, best, Double.NaN);
        }
        double coefficient = best.get().coefficient();
        context.update(new Update.Progress("Measuring", tried.size(), tried.size(), "coefficients"));
        try (var effect = new DirectionEffect(model, layer, pairs.measured(), kept.measured(),
                context::checkCancelled)) {
            Effect measured = new Effect(coefficient, effect.turned(direction, coefficient),
                    effect.cost(direction, coefficient));
            double byChance = LongStream.range(0, BY_CHANCE)
                    .mapToDouble(seed -> effect.turnedByChance(direction, coefficient, seed)).average().orElseThrow();
            return new Layer(layer, norm, losses, tried, Optional.of(measured), byChance);
        }
    }

    /// Ends with the first that is too dear.
    private List<Effect> tried(float[] direction, ContrastPairs pairs, KeptTexts kept) {
        List<Effect> tried = new ArrayList<>();
        int some = Math.min(MOST_PAIRS, pairs.learnt().size());
        try (var effect = new DirectionEffect(model, layer, pairs.learnt().subList(0, some), kept.chosenBy(),
                context::checkCancelled)) {
            for (double coefficient = FIRST; coefficient <= LAST; coefficient *= NEXT) {
                Effect one = new Effect(coefficient, effect.turned(direction, coefficient),
                        effect.cost(direction, coefficient));
                tried.add(one);
                if (!isBearable(one)) {
                    return tried;
                }
            }
        }
        return tried;
    }

    private boolean isBearable(Effect effect) {
        return effect.cost() <= dearest;
    }
}
