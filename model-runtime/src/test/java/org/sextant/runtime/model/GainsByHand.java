package org.sextant.runtime.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;

/// What gains make of a router's logits, in plain Java and float64: masks, then forced experts, then gains, then
/// renormalisation, one token and one expert after another.
///
/// @param rule of the router
/// @param correction added to scores for choosing
/// @param chosen experts that see a token
/// @param gains of the layer, one an expert at most
/// @param masking whether masks are masks, and not gains of 0 as where too few experts are left
@SuppressWarnings("ArrayRecordComponent") // never compared
record GainsByHand(RoutingByHand rule, double[] correction, int chosen, List<ExpertGain> gains, boolean masking) {
    /// The experts of one token and their weights.
    ///
    /// @param sum of the weights that the router gives by itself
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Routed(int[] experts, double[] weights, double sum) {}

    Routed of(double[] raw) {
        double[] logits = raw.clone();
        for (int expert = 0; expert < logits.length && masking; expert++) {
            if (gain(expert).filter(ExpertGain::isMask).isPresent()) {
                logits[expert] = Double.NEGATIVE_INFINITY;
            }
        }
        int[] experts = rule.experts(logits, correction, chosen);
        double[] weights = rule.weights(logits, experts);
        double sum = DoubleStream.of(weights).sum();
        double largest = DoubleStream.of(weights).max().orElseThrow();
        boolean forcing = false;
        for (int expert = 0; expert < logits.length; expert++) {
            if (gain(expert).filter(gain -> gain.mode() == Mode.FORCE).isPresent()) {
                forcing = true;
                int rank = rank(experts, expert);
                if (rank < 0) {
                    rank = chosen - 1;
                    while (gain(experts[rank]).filter(gain -> gain.mode() == Mode.FORCE).isPresent()) {
                        rank--;
                    }
                    experts[rank] = expert;
                }
                weights[rank] = gain(expert).orElseThrow().gain() * largest;
            }
        }
        if (forcing) {
            scale(weights, sum);
        }
        boolean renormalised = false;
        for (int rank = 0; rank < chosen; rank++) {
            Optional<ExpertGain> gain = gain(experts[rank]).filter(own -> own.mode() != Mode.FORCE);
            weights[rank] *= gain.map(ExpertGain::gain).orElse(1.0);
        }
        for (ExpertGain gain : gains) {
            renormalised |= gain.mode() == Mode.ZERO_RENORM && gain.gain() != 1;
        }
        if (renormalised) {
            scale(weights, sum);
        }
        return new Routed(experts, weights, sum);
    }

    private Optional<ExpertGain> gain(int expert) {
        return gains.stream().filter(gain -> gain.expert() == expert).findFirst();
    }

    private static int rank(int[] experts, int expert) {
        for (int rank = 0; rank < experts.length; rank++) {
            if (experts[rank] == expert) {
                return rank;
            }
        }
        return -1;
    }

    private static void scale(double[] weights, double sum) {
        double now = DoubleStream.of(weights).sum();
        for (int rank = 0; rank < weights.length && now > 0; rank++) {
            weights[rank] *= sum / now;
        }
    }
}
