package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AttentionPictureTest {
    private final AttentionPicture picture = AttentionPicture
            .of(Samples.run("blocks.2.attn.hook_pattern", 1, 2, 3, 3), 2, 1);

    @Test
    void rowsAreQueriesColumnsAreKeysAndLaterKeysHaveNoValue() {
        Heatmap heatmap = picture.heatmap();

        assertThat(heatmap.title()).isEqualTo("attention of layer 2, head 1");
        assertThat(Samples.values(heatmap)).containsExactly(9, Float.NaN, Float.NaN, 12, 13, Float.NaN, 15, 16, 17);
        assertThat(heatmap.signed()).isFalse();
    }

    @Test
    void theOtherHeadHasItsOwnValues() {
        assertThat(Samples.values(picture.withHead(0).heatmap())).containsExactly(0, Float.NaN, Float.NaN, 3, 4,
                Float.NaN, 6, 7, 8);
    }

    @Test
    void laterKeysAreBlankAndNotMissing() {
        Heatmap.Cells cells = picture.heatmap().cells();

        assertThat(cells.exists(0, 1)).isFalse();
        assertThat(cells.exists(1, 1)).isTrue();
        assertThat(cells.exists(2, 0)).isTrue();
    }

    @Test
    void theTableListsEveryHeadUpToTheQuery() {
        assertThat(picture.table().texts()).hasSize(12)
                .contains(List.of("2", "0", "1", " Anna", "0", "When", "3.0"),
                        List.of("2", "1", "2", "\n", "1", " Anna", "16.0"));
    }

    @Test
    void aClickSelectsTheQueryAndWhatTheHeadAdds() {
        Selection selection = picture.select(Selection.NONE, 2, 0);

        assertThat(selection).isEqualTo(new Selection(OptionalInt.of(2), OptionalInt.of(2), OptionalInt.of(1),
                OptionalInt.empty(), "blocks.2.attn.hook_result"));
        assertThat(picture.mark(selection)).isEqualTo(new Mark(OptionalInt.of(2), OptionalInt.empty()));
    }

    @Test
    void aHeadThatTheLayerLacksIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> picture.withHead(2));
    }
}
