package org.sextant.runtime.attribution;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.RelevanceRules.Heads;
import org.sextant.runtime.model.RelevanceRules.Product;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;
import org.sextant.runtime.testing.GoldenModel;
import org.sextant.runtime.testing.Numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// What must hold of every set of rules (METHODS.md 1.6.1 and 1.7).
class RelevanceInvariantsTest {
    private static final List<Integer> PROMPT = List.of(1, 5, 9, 2, 7, 3, 8, 4);
    private static final Observable OBSERVABLE = Observable.difference(List.of(3), List.of(14));
    private static final RelevanceRules ALL = RelevanceRules.of(Set.of(Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH));
    private static final List<RelevanceRules> SETS = List.of(RelevanceRules.RELP, ALL, RelevanceRules.ATTN_LRP,
            RelevanceRules.CP_LRP);

    @TempDir
    private Path folder;

    @BeforeAll
    static void oneThread() {
        Backend.shareThreads(0);
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void noRuleChangesAValueOfTheForwardPass(String fixture) {
        int[] ids = PROMPT.stream().mapToInt(Integer::intValue).toArray();
        try (OpenTransformer open = OpenTransformer.fixture(fixture); NDManager scope = open.model().newScope()) {
            float[] plain = NativeMemory
                    .floats(open.model().forward(ForwardRequest.ofIds(scope, ids), Hooks.NONE).logits());
            for (RelevanceRules rules : SETS) {
                try (GradientTape tape = GradientTape.start()) {
                    NDArray leaf = tape.leaf(scope, new Shape(1, ids.length, open.model().spec().dModel()),
                            DataType.FLOAT32);
                    HookTable hooks = new HookTable().change(new Intervention(
                            new Site(SiteKind.RESID_PRE, 0), value -> value.add(leaf)));
                    float[] ruled = NativeMemory
                            .floats(open.model().forward(ForwardRequest.ofIds(scope, ids).rules(rules), hooks)
                                    .logits());
                    Numbers.assertClose(ruled, plain, 1e-6);
                }
            }
        }
    }

    /// `Σ x ⊙ c(x)` at the input of each block, and at the output of the last.
    private static double[] relevance(Transformer model, RelevanceRules rules) {
        Set<Site> sites = new LinkedHashSet<>();
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            sites.add(new Site(SiteKind.RESID_PRE, layer));
        }
        sites.add(new Site(SiteKind.RESID_POST, model.spec().layers() - 1));
        try (NDManager scope = model.newScope()) {
            Recording recording = Recording.withCoefficients(model, new SequenceBatch(List.of(PROMPT)),
                    List.of(OBSERVABLE), sites, rules, new HookTable(), scope, (_, _) -> {});
            double[] sums = new double[sites.size() + 1];
            int next = 0;
            for (Site site : sites) {
                for (float part : NativeMemory.floats(recording.value(site).mul(recording.coefficient(site)))) {
                    sums[next] += part;
                }
                next++;
            }
            sums[next] = recording.observed()[0];
            return sums;
        }
    }

    private static double worst(double[] relevance) {
        double worst = 0;
        for (double sum : relevance) {
            worst = Math.max(worst, Math.abs(sum - relevance[relevance.length - 1]));
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/llama", "v5/llama", "v4/mistral", "v4/qwen3", "v4/olmo2", "v4/gemma", "v4/gemma2",
        "v4/gemma3_text", "v5/gemma3_text", "v4/mixtral", "v4/olmoe", "v4/qwen3_moe", "v4/phi3",
        "v5/deepseek_v2"})
    void withoutBiasesNoRelevanceIsLostAndEveryRuleIsNeeded(String fixture) {
        try (OpenTransformer open = OpenTransformer.fixture(fixture)) {
            for (RelevanceRules rules : List.of(ALL, RelevanceRules.CP_LRP)) {
                assertThat(worst(relevance(open.model(), rules))).as("%s", rules).isLessThan(2e-4);
            }
            for (Rule dropped : List.of(Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH)) {
                Set<Rule> rest = EnumSet.of(Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH);
                rest.remove(dropped);
                assertThat(worst(relevance(open.model(), RelevanceRules.of(rest)))).as("without %s", dropped)
                        .isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void theSharesOfTheTinyLlamaAreThePrintedOnes() {
        JsonNode golden = GoldenModel.numbers("methods/attrib2");
        GoldenModel.write("llama", folder);
        try (OpenTransformer open = OpenTransformer.of(folder, DataType.FLOAT32)) {
            assertShares(open.model(), RelevanceRules.NONE, golden.get("cons_"));
            assertShares(open.model(), RelevanceRules.of(Set.of(Rule.LN)), golden.get("cons_LN"));
            assertShares(open.model(), RelevanceRules.RELP, golden.get("cons_LN_ID_HALF"));
            assertShares(open.model(), ALL, golden.get("cons_LN_ID_HALF_AH"));
        }
    }

    private static void assertShares(Transformer model, RelevanceRules rules, JsonNode expected) {
        Set<Site> sites = new LinkedHashSet<>(List.of(new Site(SiteKind.RESID_PRE, 0), new Site(SiteKind.RESID_PRE, 1),
                new Site(SiteKind.RESID_POST, 1)));
        try (NDManager scope = model.newScope()) {
            Recording recording = Recording.withCoefficients(model,
                    new SequenceBatch(List.of(GoldenAttributionTest.pair().clean())), List.of(OBSERVABLE), sites, rules,
                    new HookTable(), scope, (_, _) -> {});
            int next = 0;
            for (Site site : sites) {
                double sum = 0;
                for (float part : NativeMemory.floats(recording.value(site).mul(recording.coefficient(site)))) {
                    sum += part;
                }
                assertThat(sum).as("%s under %s", site, rules).isCloseTo(expected.get(next++).asDouble(),
                        within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v4/llama", "v4/gpt2", "v4/gemma2", "v4/gpt_neox"})
    void beforeTheLastNormAllSetsWithTheNormRuleAgree(String fixture) {
        try (OpenTransformer open = OpenTransformer.fixture(fixture)) {
            double[] relp = relevance(open.model(), RelevanceRules.RELP);
            for (RelevanceRules rules : SETS) {
                double[] other = relevance(open.model(), rules);
                assertThat(other[other.length - 2]).isCloseTo(relp[relp.length - 2], within(1e-5));
            }
        }
    }

    @Test
    void aHalfThatIsNoHalfIsSeen() {
        try (OpenTransformer open = OpenTransformer.fixture("v5/llama")) {
            RelevanceRules wrong = new RelevanceRules(true, true, Product.PLAIN, Heads.FROZEN, Product.FROZEN);
            assertThat(worst(relevance(open.model(), wrong))).isGreaterThan(1e-2);
        }
    }

    /// The path is walked in 200 steps. Where another expert is chosen on the way the observable jumps, which no gradient
    /// sees: in mixtures the choice is held.
    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void integratedGradientsOfTheInputAddUpToTheDifference(String fixture) {
        ContrastIds pair = new ContrastIds(PROMPT, List.of(1, 5, 9, 12, 7, 3, 10, 4), PositionMap.exact(8, 8),
                OBSERVABLE);
        try (OpenTransformer open = OpenTransformer.fixture(fixture)) {
            PairScores scores = new PathGradients(open.model(), Set.of(NodeKind.RESID_PRE), Optional.empty(),
                    sameExperts(open.model()), 200, 50, 0).of(pair, PatchDirection.DENOISING, (_, _) -> {});
            NodeMap map = scores.maps().getFirst();
            double sum = 0;
            for (int position = 0; position < PROMPT.size(); position++) {
                sum += map.value(0, 0, position);
            }
            assertThat(sum).isCloseTo(scores.observedPatch() - scores.observedBase(), within(2e-3));
        }
    }

    private static PassChanges sameExperts(Transformer model) {
        return (scope, _) -> {
            HookTable hooks = new HookTable();
            for (Site site : model.sites().sites()) {
                if (site.kind() == SiteKind.EXPERT_INDICES) {
                    hooks.change(new Intervention(site, chosen -> {
                        long[] first = LongStream.range(0, chosen.getShape().get(2)).toArray();
                        return Ops.lasting(scope.create(first)).broadcast(chosen.getShape());
                    }));
                }
            }
            return hooks;
        };
    }

    @Test
    void rulesThatChangeNothingAreNamed() {
        try (OpenTransformer gpt2 = OpenTransformer.fixture("v4/gpt2");
                OpenTransformer llama = OpenTransformer.fixture("v4/llama");
                OpenTransformer mixtral = OpenTransformer.fixture("v4/mixtral")) {
            Set<Rule> every = EnumSet.allOf(Rule.class);
            assertThat(RelevanceRules.withoutEffect(every, gpt2.model().spec())).containsExactly(Rule.HALF, Rule.ZERO,
                    Rule.ROUTER_HALF);
            assertThat(RelevanceRules.withoutEffect(every, llama.model().spec())).containsExactly(Rule.ZERO,
                    Rule.ROUTER_HALF);
            assertThat(RelevanceRules.withoutEffect(every, mixtral.model().spec())).containsExactly(Rule.ZERO);
        }
    }
}
