package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.sextant.runtime.model.RouterSpec;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;

/// Routing made up for tests: two of four experts, in blocks 1 and 2.
final class RoutedSamples {
    static final List<Token> TOKENS = List.of(new Token(0, 5, "When", "57 68 65 6e", false),
            new Token(1, 6, " Anna", "20 41 6e 6e 61", false), new Token(2, 7, " sat", "20 73 61 74", false));

    private RoutedSamples() {}

    static Provenance provenance() {
        return new Provenance("tiny", "/models/tiny", "abc", "float32", "cpu", "When Anna sat",
                List.of(5, 6, 7), List.of("blocks.*.mlp.hook_router_logits"), List.of(), "0");
    }

    /// Block 1: tokens go to (3,0), (3,1), (2,3); block 2: to (0,1) each.
    static RoutingResult routing() {
        return routing(new float[]{3, 0, 3, 1, 2, 3}, new float[]{.75f, .25f, .6f, .4f, .5f, .5f});
    }

    /// The same with another first layer.
    static RoutingResult routing(float[] chosen, float[] weights) {
        TensorValue logits = TensorValue.of(new float[]{1, 0, 0, 2, 0, 1, 0, 2, 0, 0, 3, 2}, 3, 4);
        return new RoutingResult(TOKENS, 3, 4, 2, List.of(
                new RoutedLayer(1, RouterSpec.Scores.SOFTMAX, TensorValue.of(chosen, 3, 2),
                        TensorValue.of(weights, 3, 2), logits, Optional.of(TensorValue.of(new float[]{.1f, .2f, .3f},
                                3))),
                new RoutedLayer(2, RouterSpec.Scores.SOFTMAX, TensorValue.of(new float[]{0, 1, 0, 1, 0, 1}, 3, 2),
                        TensorValue.of(new float[]{.9f, .1f, .9f, .1f, .9f, .1f}, 3, 2),
                        TensorValue.of(new float[12], 3, 4), Optional.empty())),
                provenance());
    }

    /// Routing of the size of a large model, made of noise.
    static RoutingResult large(int layers, int experts, int chosen, int tokens, long seed) {
        var random = new SplittableRandom(seed);
        List<Token> words = IntStream.range(0, tokens).mapToObj(at -> new Token(at, at, " t" + at, "", false)).toList();
        List<RoutedLayer> routed = IntStream.range(0, layers).mapToObj(layer -> {
            float[] logits = new float[tokens * experts];
            float[] picks = new float[tokens * chosen];
            float[] weights = new float[tokens * chosen];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = (float) random.nextDouble(-3, 3);
            }
            for (int token = 0; token < tokens; token++) {
                int first = random.nextInt(experts);
                for (int rank = 0; rank < chosen; rank++) {
                    picks[token * chosen + rank] = (first + rank * 7) % experts;
                    weights[token * chosen + rank] = (float) (0.5 / (rank + 1) * random.nextDouble(0.5, 1));
                }
            }
            return new RoutedLayer(layer + 3, RouterSpec.Scores.SIGMOID, TensorValue.of(picks, tokens, chosen),
                    TensorValue.of(weights, tokens, chosen), TensorValue.of(logits, tokens, experts),
                    Optional.empty());
        }).toList();
        return new RoutingResult(words, tokens, experts, chosen, routed, provenance());
    }
}
