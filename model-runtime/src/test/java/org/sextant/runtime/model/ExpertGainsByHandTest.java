package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.routing.ExpertChoice;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.routing.ExpertHooks;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.Numbers;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/// Masks, forced experts and gains on the router of every family, against plain Java that takes one token and one expert
/// after another: the same experts in the same order, weights within 2e-6 of the router's scale, and the output of the
/// mixture within 1e-5 of its largest value.
class ExpertGainsByHandTest {
    private static final double WEIGHT_TOLERANCE = 2e-6;
    private static final double OUTPUT_TOLERANCE = 1e-5;
    private static final int LAYER = 1;
    private static final SiteKind[] SEEN = {SiteKind.EXPERT_INDICES, SiteKind.EXPERT_WEIGHTS, SiteKind.MLP_PROJECTED,
        SiteKind.LN2_NORMALIZED};

    @TempDir
    private Path folder;

    /// What is done to the experts of the layer: four or eight, of which a token gets two.
    ///
    /// @param sumStays whether every token's weights have the sum that the router gives, where any are left
    record Change(String name, boolean sumStays, List<ExpertGain> gains) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Change change(String name, boolean sumStays, ExpertGain... gains) {
        return new Change(name, sumStays, List.of(gains));
    }

    private static Stream<Change> changes() {
        return Stream.of(
                change("gains", false, gain(0, 0, Mode.ZERO), gain(1, 0.5, Mode.ZERO), gain(2, 2, Mode.ZERO),
                        gain(5, 0.25, Mode.MASK)),
                change("renormalised", true, gain(0, 0, Mode.ZERO), gain(1, 0.5, Mode.ZERO_RENORM),
                        gain(2, 2, Mode.ZERO_RENORM)),
                change("masked", true, gain(1, 0, Mode.MASK), gain(6, 0, Mode.MASK)),
                change("forced", true, gain(3, 1.5, Mode.FORCE)),
                change("forced twice", true, gain(7, 1, Mode.FORCE), gain(2, 0.5, Mode.FORCE)),
                change("all in one", false, gain(0, 0, Mode.ZERO), gain(1, 0.5, Mode.ZERO), gain(2, 2, Mode.ZERO),
                        gain(3, 1, Mode.FORCE), gain(4, 0, Mode.MASK)),
                change("masked, forced and weighed", false, gain(0, 0, Mode.MASK), gain(3, 0.8, Mode.FORCE),
                        gain(1, 0.5, Mode.ZERO)),
                change("all in one, renormalised", true, gain(0, 0.5, Mode.ZERO_RENORM), gain(2, 2, Mode.ZERO),
                        gain(3, 0.7, Mode.FORCE), gain(4, 0, Mode.MASK), gain(5, 0, Mode.MASK)));
    }

    private static ExpertGain gain(int expert, double gain, Mode mode) {
        return new ExpertGain(LAYER, expert, gain, mode);
    }

    static Stream<Arguments> routersAndChanges() {
        Stream<Arguments> own = MixtureByHandTest.fixtures()
                .map(fixture -> router(fixture, config -> {}, RoutingByHand.of(fixture)));
        Stream<Arguments> grouped = Stream.of(
                router("v5/deepseek_v2",
                        config -> config.put("topk_method", "group_limited_greedy").put("n_group", 4)
                                .put("topk_group", 2).put("routed_scaling_factor", 16),
                        new RoutingByHand("softmax", 4, 2, 1, false, 16)),
                router("v5/deepseek_v3",
                        config -> config.put("norm_topk_prob", false).put("routed_scaling_factor", 1.5),
                        new RoutingByHand("sigmoid", 2, 1, 2, false, 1.5)));
        return Stream.concat(own, grouped).flatMap(router -> changes()
                .map(change -> arguments(router.get()[0], router.get()[1], router.get()[2], change)));
    }

    private static Arguments router(String fixture, Consumer<ObjectNode> change, RoutingByHand rule) {
        return arguments(fixture, change, rule);
    }

    @ParameterizedTest
    @MethodSource("routersAndChanges")
    void gainsMakeWhatASlowReferenceMakes(String fixture, Consumer<ObjectNode> config, RoutingByHand rule,
            Change change) {
        CheckpointFolder copy = CheckpointFolder.copyOf(fixture, folder.resolve("model")).withConfig(config);
        ReferenceTensors stored = ReferenceTensors.read(copy.file("model.safetensors"));
        try (OpenFolder open = OpenFolder.at(copy.path())) {
            ExpertSpec spec = open.spec().experts().orElseThrow();
            List<ExpertGain> gains = change.gains().stream().filter(gain -> gain.expert() < spec.count()).toList();
            GainsByHand reference = new GainsByHand(rule, RouterIdentitiesTest.correction(stored, LAYER, spec.count()),
                    spec.chosen(), gains, true);
            Seen seen = seen(open, fixture, gains);
            List<GainsByHand.Routed> expected = IntStream.range(0, seen.logits().length / spec.count())
                    .mapToObj(token -> reference.of(seen.logits(token, spec.count()))).toList();

            assertRouted(seen, expected, spec, change);
            ExpertsByHand experts = new ExpertsByHand(copy.path(), LAYER);
            double[][] inputs = experts.inputs(seen.at(SiteKind.LN2_NORMALIZED));
            Numbers.assertClose(seen.at(SiteKind.MLP_PROJECTED),
                    MixtureByHandTest.flat(IntStream.range(0, inputs.length).mapToObj(token -> MixtureByHandTest.sum(
                            experts.mix(inputs[token], expected.get(token).experts(), expected.get(token).weights()),
                            experts.shared(inputs[token])))),
                    OUTPUT_TOLERANCE);
        }
    }

    private static void assertRouted(Seen seen, List<GainsByHand.Routed> expected, ExpertSpec spec, Change change) {
        int k = spec.chosen();
        for (int token = 0; token < expected.size(); token++) {
            GainsByHand.Routed routed = expected.get(token);
            double sum = 0;
            for (int rank = 0; rank < k; rank++) {
                double weight = seen.at(SiteKind.EXPERT_WEIGHTS)[token * k + rank];
                assertThat((int) seen.at(SiteKind.EXPERT_INDICES)[token * k + rank]).isEqualTo(routed.experts()[rank]);
                assertThat(weight).isCloseTo(routed.weights()[rank], within(WEIGHT_TOLERANCE * spec.router().scale()));
                sum += weight;
            }
            if (change.sumStays() && sum > 0) {
                assertThat(sum).isCloseTo(routed.sum(), within(2 * WEIGHT_TOLERANCE * spec.router().scale()));
            }
        }
    }

    /// What a pass made of the layer.
    ///
    /// @param logits of the router before anything changes them
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seen(float[] logits, Map<SiteKind, float[]> values) {
        float[] at(SiteKind kind) {
            return values.getOrDefault(kind, new float[0]);
        }

        double[] logits(int token, int experts) {
            return IntStream.range(0, experts).mapToDouble(expert -> logits[token * experts + expert]).toArray();
        }
    }

    private static Seen seen(OpenFolder open, String fixture, List<ExpertGain> gains) {
        List<float[]> logits = new ArrayList<>();
        Map<SiteKind, float[]> values = new EnumMap<>(SiteKind.class);
        long[][] ids = Fixtures.reference(fixture).rows("input_ids");
        return open.under(ids, scope -> hooks(open, scope, gains, logits, values),
                () -> new Seen(logits.getFirst(), values));
    }

    private static HookTable hooks(OpenFolder open, NDManager scope, List<ExpertGain> gains, List<float[]> logits,
            Map<SiteKind, float[]> values) {
        HookTable hooks = new HookTable();
        hooks.observe(new Site(SiteKind.ROUTER_LOGITS, LAYER), value -> logits.add(NativeMemory.floats(value)));
        new ExpertHooks(scope, ExpertChoice.of(open.spec().experts().orElseThrow())).add(gains, hooks);
        for (SiteKind kind : SEEN) {
            hooks.observe(new Site(kind, LAYER), value -> values.put(kind, NativeMemory.floats(value)));
        }
        return hooks;
    }
}
