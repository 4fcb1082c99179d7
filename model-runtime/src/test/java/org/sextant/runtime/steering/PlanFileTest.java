package org.sextant.runtime.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.routing.ExpertGain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanFileTest {
    @TempDir
    private Path folder;

    private SteeringPlan read(String json) throws IOException {
        return PlanFile.read(Files.writeString(folder.resolve("plan.json"), json));
    }

    @Test
    void vectorsStandInFilesBesideThePlanOrInline() throws IOException {
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(3, new float[]{1, 2})),
                Map.of()), folder.resolve("calm.safetensors"));
        SteeringPlan plan = read("""
                {"edits": [
                  {"site": "blocks.3.hook_resid_post", "operation": "add", "vector": "calm.safetensors#layer.3",
                   "coefficient": 2.0, "positions": "generated"},
                  {"site": "blocks.2.hook_resid_post", "operation": "affine", "vector": [0.5, -1],
                   "negative_mean": [1, 0], "coefficient": -0.5, "positions": [0, 4]},
                  {"site": "blocks.1.hook_resid_pre", "operation": "ablate", "vector": [0, 1], "coefficient": 1}
                ]}""");

        assertThat(plan.edits()).containsExactly(
                new VectorEdit("blocks.3.hook_resid_post", Operation.ADD, List.of(1f, 2f), Optional.empty(), 2,
                        Positions.GENERATED),
                new VectorEdit("blocks.2.hook_resid_post", Operation.AFFINE, List.of(0.5f, -1f),
                        Optional.of(List.of(1f, 0f)), -0.5, Positions.of(List.of(0, 4))),
                Edit.ablate("blocks.1.hook_resid_pre", new float[]{0, 1}));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        SteeringPlan plan = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", new float[]{1, -3}, 0.25),
                new VectorEdit("blocks.1.hook_mlp_out", Operation.ADD_NORMALISED, List.of(2f, 2f), Optional.empty(), -1,
                        Positions.of(List.of(7))),
                new VectorEdit("blocks.2.hook_resid_post", Operation.AFFINE, List.of(0.1f, 0.7f),
                        Optional.of(List.of(4f, 5f)), 0, Positions.LAST)));
        PlanFile.write(plan, folder.resolve("plan.json"));

        assertThat(PlanFile.read(folder.resolve("plan.json"))).isEqualTo(plan);
    }

    @Test
    void headsFeaturesAndExpertsAreRead() throws IOException {
        SteeringPlan plan = read("""
                {"edits": [
                  {"site": "blocks.1.attn.hook_z", "operation": "scale_head", "head": 3, "coefficient": 0.0},
                  {"site": "blocks.2.hook_resid_post", "operation": "clamp_feature", "sae": "saes/blocks.2",
                   "feature": 118, "value": 4.0, "positions": "last"},
                  {"site": "blocks.2.hook_resid_post", "operation": "add_feature", "sae": "saes/blocks.2",
                   "feature": 7, "coefficient": -1},
                  {"site": "blocks.2.hook_resid_post", "operation": "scale_feature", "sae": "saes/blocks.2",
                   "feature": 9, "coefficient": 2},
                  {"site": "blocks.2.hook_mlp_out", "operation": "zero", "positions": [0]}
                 ],
                 "experts": [{"layer": 1, "expert": 4, "gain": 0.0, "mode": "mask"},
                             {"layer": 1, "expert": 5, "gain": 2, "mode": "zero_renorm"},
                             {"layer": 2, "expert": 6, "gain": 1, "mode": "force"}]}""");
        Path sae = folder.resolve("saes/blocks.2");
        assertThat(plan.edits()).containsExactly(new HeadEdit("blocks.1.attn.hook_z", 3, 0, Positions.ALL),
                new FeatureEdit("blocks.2.hook_resid_post", Operation.CLAMP_FEATURE, sae, 118, 4, Positions.LAST),
                new FeatureEdit("blocks.2.hook_resid_post", Operation.ADD_FEATURE, sae, 7, -1, Positions.ALL),
                new FeatureEdit("blocks.2.hook_resid_post", Operation.SCALE_FEATURE, sae, 9, 2, Positions.ALL),
                new ZeroEdit("blocks.2.hook_mlp_out", Positions.of(List.of(0))));
        assertThat(plan.experts()).containsExactly(ExpertGain.off(1, 4),
                new ExpertGain(1, 5, 2, ExpertGain.Mode.ZERO_RENORM), ExpertGain.forced(2, 6));
        PlanFile.write(plan, folder.resolve("plan.json"));
        assertThat(PlanFile.read(folder.resolve("plan.json"))).isEqualTo(plan);
    }

    /// What is multiplied is centred at 1, and the gain of all draws it there.
    @Test
    void aScaledFeatureChangesNothingAtOne() {
        FeatureEdit twice = new FeatureEdit("blocks.2.hook_resid_post", Operation.SCALE_FEATURE, folder, 9, 2,
                Positions.ALL);
        SteeringRow row = SteeringRow.of("feature 9", 0, List.of(twice));

        assertThat(row.neutral()).isEqualTo(1);
        assertThat(row.at(1).alone().isNeutral()).isTrue();
        assertThat(twice.isNeutral()).isFalse();
        assertThat(((FeatureEdit) new SteeringSet(List.of(row), 0.5).plan().edits().getFirst()).amount())
                .isEqualTo(1.5);
    }

    /// It is set on, and not moved: nothing but muting takes it back.
    @Test
    void theGainOfAllLeavesAForcedExpertAlone() {
        SteeringRow row = new SteeringRow("on", 0, false, false, List.of(), List.of(ExpertGain.forced(1, 2)));

        assertThat(row.alone().isNeutral()).isFalse();
        assertThat(new SteeringSet(List.of(row), 0).plan().experts()).containsExactly(ExpertGain.forced(1, 2));
        assertThat(row.at(2).experts()).containsExactly(new ExpertGain(1, 2, 2, ExpertGain.Mode.FORCE));
    }

    private static SteeringSet set(boolean muted, boolean solo, double gain) {
        VectorEdit calm = Edit.add("blocks.0.hook_resid_post", new float[]{1, 2}, 2);
        VectorEdit left = Edit.add("blocks.1.hook_resid_post", new float[]{3, 4}, 2);
        return new SteeringSet(List.of(
                new SteeringRow("calm", 3, muted, false,
                        List.of(new SteeringRow.Part(calm, true), new SteeringRow.Part(left, false)), List.of()),
                new SteeringRow("head", 1, false, solo,
                        List.of(new SteeringRow.Part(new HeadEdit("blocks.1.attn.hook_z", 0, 3, Positions.ALL), true)),
                        List.of(ExpertGain.off(1, 2)))),
                gain);
    }

    @Test
    void slidersAreReadBackWithAllThatWasSet() {
        Path file = folder.resolve("board.json");
        for (SteeringSet set : List.of(set(true, false, 1), set(false, true, 0.5), SteeringSet.EMPTY)) {
            PlanFile.write(set, file);
            assertThat(PlanFile.readSet(file)).isEqualTo(set);
            assertThat(PlanFile.read(file)).isEqualTo(set.plan());
        }
    }

    @Test
    void whatIsMutedOrBesideASoloIsLeftOut() {
        assertThat(set(false, false, 1).plan().edits()).extracting(Edit::site)
                .containsExactly("blocks.0.hook_resid_post", "blocks.1.attn.hook_z");
        assertThat(set(true, false, 1).plan().edits()).extracting(Edit::site).containsExactly("blocks.1.attn.hook_z");
        assertThat(set(false, true, 1).plan().edits()).extracting(Edit::site).containsExactly("blocks.1.attn.hook_z");
    }

    @Test
    void theGainOfAllMovesEveryRowFromItsNeutralValue() {
        SteeringPlan half = set(false, false, 0.5).plan();
        assertThat(half.edits()).containsExactly(Edit.add("blocks.0.hook_resid_post", new float[]{1, 2}, 1),
                new HeadEdit("blocks.1.attn.hook_z", 0, 2, Positions.ALL));
        assertThat(half.experts()).containsExactly(new ExpertGain(1, 2, 0.5, ExpertGain.Mode.MASK));
        assertThat(set(false, false, 0).plan().isNeutral()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"edits": 3}                                                                  | no list of edits
            [1]                                                                           | no list of edits
            {"edits": [3]}                                                                | edit 1 is no object
            {"edits": [{"site": "s", "operation": "twist", "vector": [1], "coefficient": 1}]} | "twist"
            {"edits": [{"site": "s", "operation": "add", "vector": [], "coefficient": 1}]}  | no vector
            {"edits": [{"site": "s", "operation": "add", "vector": ["a"], "coefficient": 1}]} | a vector with "a"
            {"edits": [{"site": "s", "operation": "add", "vector": "x.safetensors", "coefficient": 1}]} | a file and a layer
            {"edits": [{"site": "s", "operation": "add", "vector": [1]}]}                    | no number as its coefficient
            {"edits": [{"operation": "add", "vector": [1], "coefficient": 1}]}               | names no site
            {"edits": [{"site": "s", "operation": "add", "vector": [1], "coefficient": 1, "positions": "some"}]} | positions "some"
            {"edits": [{"site": "s", "operation": "add", "vector": [1], "coefficient": 1, "positions": [-1]}]} | position -1
            {"edits": [{"site": "s", "operation": "add", "vector": [1], "coefficient": 1, "colour": "red"}]} | "colour"
            {"edits": [], "experts": [{"layer": 1}]}                                       | expert 1 has no number as its gain
            {"edits": [], "experts": [{"layer": 1, "expert": 0, "gain": -1}]}              | the gain -1
            {"edits": [], "experts": [{"layer": 1, "expert": 0, "gain": 0, "mode": "loud"}]} | the mode "loud"
            {"edits": [{"site": "s", "operation": "scale_head", "head": -1, "coefficient": 1}]} | no number from 0 as its head
            {"edits": [{"site": "s", "operation": "clamp_feature", "feature": 1, "value": 1}]} | names no SAE
            {"edits": [{"site": "s", "operation": "clamp_feature", "sae": "x", "feature": 1, "coefficient": 1}]} | "coefficient"
            {"edits": [{"site": "s", "operation": "zero", "row": 0}]}                        | there are no rows
            {"edits": [{"site": "s", "operation": "zero", "row": 1}], "rows": [{"name": "a"}]} | none of the 1 rows
            {"edits": [], "rows": [{"name": "a", "colour": 9}]}                             | the colour 9
            {"edits": [], "gain": "x"}                                                     | the gain of all
            {"edits": [], "when": "always"}                                                | "when"
            {"edits": [                                                                   | not valid JSON""")
    void whatIsNoPlanIsRefusedWithItsReason(String json, String reason) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(SteeringException.class).hasMessageContaining(reason)
                .hasMessageContaining("plan.json");
    }

    @Test
    void aPlanThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> PlanFile.read(folder.resolve("none.json"))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("none.json");
    }
}
