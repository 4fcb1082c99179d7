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
                new Edit("blocks.3.hook_resid_post", Operation.ADD, List.of(1f, 2f), Optional.empty(), 2,
                        Positions.GENERATED),
                new Edit("blocks.2.hook_resid_post", Operation.AFFINE, List.of(0.5f, -1f),
                        Optional.of(List.of(1f, 0f)), -0.5, Positions.of(List.of(0, 4))),
                Edit.ablate("blocks.1.hook_resid_pre", new float[]{0, 1}));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        SteeringPlan plan = new SteeringPlan(List.of(Edit.add("blocks.0.hook_resid_post", new float[]{1, -3}, 0.25),
                new Edit("blocks.1.hook_mlp_out", Operation.ADD_NORMALISED, List.of(2f, 2f), Optional.empty(), -1,
                        Positions.of(List.of(7))),
                new Edit("blocks.2.hook_resid_post", Operation.AFFINE, List.of(0.1f, 0.7f),
                        Optional.of(List.of(4f, 5f)), 0, Positions.LAST)));
        PlanFile.write(plan, folder.resolve("plan.json"));

        assertThat(PlanFile.read(folder.resolve("plan.json"))).isEqualTo(plan);
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
            {"edits": [], "experts": [{"layer": 1}]}                                       | experts
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
