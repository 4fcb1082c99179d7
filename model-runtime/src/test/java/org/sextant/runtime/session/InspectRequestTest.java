package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InspectRequestTest {
    private static final Prompt.Ids PROMPT = OpenFixture.ids(5, 6, 7, 8);

    private final OpenFixture open = OpenFixture.of("v4/llama");

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    void theVectorIsThatOfACapture() {
        InspectResult result = inspect("blocks.1.attn.hook_z", 2, OptionalInt.of(3));
        TensorValue capture = open.answer(new RunRequest(PROMPT, List.of("blocks.1.attn.hook_z"), 0, false)).sites()
                .get("blocks.1.attn.hook_z");
        assertThat(result.values().toArray()).containsExactly(capture.slice((2 * 4 + 3) * 8, 8));
        assertThat(result.token().position()).isEqualTo(2);
        assertThat(result.token().id()).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void statisticsAreThoseOfTheActivationsRequest(Statistic statistic) {
        InspectResult result = inspect("blocks.1.hook_resid_post", 2, OptionalInt.empty());
        ActivationsResult row = open.answer(new ActivationsRequest(PROMPT, "blocks.1.hook_resid_post", statistic));
        assertThat(result.statistics()).containsEntry(statistic, row.rows().getFirst().values().at(2));
    }

    @Test
    void theLargestDimensionsComeFirst() {
        InspectResult result = inspect("blocks.0.hook_resid_post", 1, OptionalInt.empty());
        float[] sizes = result.values().toArray();
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(sizes[i]);
        }
        Arrays.sort(sizes);
        assertThat(result.topDimensions()).hasSize(5);
        for (int rank = 0; rank < 5; rank++) {
            InspectResult.Dimension dimension = result.topDimensions().get(rank);
            assertThat(Math.abs(dimension.value())).isEqualTo(sizes[sizes.length - 1 - rank]);
            assertThat(result.values().at(dimension.index())).isEqualTo(dimension.value());
        }
    }

    @Test
    void theLensOfAResidualStreamIsThatOfTheLensRequest() {
        InspectResult result = inspect("blocks.0.hook_resid_post", 1, OptionalInt.empty());
        LensResult lens = open.answer(new LensRequest(PROMPT, 5));
        assertThat(result.lens()).extracting(Prediction::id).isEqualTo(
                lens.rows().get(1).cells().get(1).top().stream().map(Prediction::id).toList());
        assertThat(inspect("blocks.0.attn.hook_z", 1, OptionalInt.of(0)).lens()).isEmpty();
        assertThat(inspect("blocks.0.attn.hook_result", 1, OptionalInt.of(0)).lens()).hasSize(5);
    }

    @Test
    void maskedScoresAreShownButNeverAmongTheLargest() {
        InspectResult result = inspect("blocks.1.attn.hook_attn_scores", 1, OptionalInt.of(0));
        assertThat(result.values().at(3)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(result.topDimensions()).hasSize(2).extracting(InspectResult.Dimension::index).contains(0, 1);
        assertThat(result.statistics().get(Statistic.NORM)).isFinite();
    }

    @Test
    void sitesOutsideTheBlocksCanBeLookedAt() {
        assertThat(inspect("hook_embed", 0, OptionalInt.empty()).values().size(0)).isEqualTo(32);
        assertThat(inspect("ln_final.hook_scale", 3, OptionalInt.empty()).values().size(0)).isEqualTo(1);
    }

    @Test
    void positionsAndHeadsThatAreNotThereAreRefusedWithTheRange() {
        assertThatThrownBy(() -> inspect("hook_embed", 4, OptionalInt.empty())).isInstanceOf(RequestException.class)
                .hasMessageContaining("no position 4").hasMessageContaining("0 to 3");
        assertThatThrownBy(() -> inspect("hook_embed", -1, OptionalInt.empty())).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> inspect("blocks.0.attn.hook_k", 0, OptionalInt.of(2)))
                .isInstanceOf(RequestException.class).hasMessageContaining("no head 2").hasMessageContaining("0 to 1");
    }

    private InspectResult inspect(String site, int position, OptionalInt head) {
        return open.answer(new InspectRequest(PROMPT, site, position, head, 5));
    }
}
