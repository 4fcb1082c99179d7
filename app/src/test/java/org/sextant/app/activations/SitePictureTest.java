package org.sextant.app.activations;

import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SitePictureTest {
    private static final String RESID = "blocks.1.hook_resid_post";
    private static final String Z = "blocks.1.attn.hook_z";

    private final SitePicture vectors = SitePicture.of(Samples.run(RESID, 1, 3, 2), RESID, OptionalInt.empty());
    private final SitePicture allHeads = SitePicture.of(Samples.run(Z, 1, 3, 2, 2), Z, OptionalInt.empty());
    private final SitePicture secondHead = SitePicture.of(Samples.run(Z, 1, 3, 2, 2), Z, OptionalInt.of(1));

    @Test
    void rowsAreTokensAndColumnsAreDimensions() {
        Heatmap heatmap = vectors.heatmap();

        assertThat(heatmap.rowLabels()).containsExactly("When", "·Anna", "↵");
        assertThat(heatmap.columnLabels()).containsExactly("0", "1");
        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(heatmap.signed()).isTrue();
    }

    @Test
    void headsStandSideBySide() {
        Heatmap heatmap = allHeads.heatmap();

        assertThat(heatmap.columnLabels()).containsExactly("0.0", "0.1", "1.0", "1.1");
        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void oneHeadShowsItsOwnDimensions() {
        Heatmap heatmap = secondHead.heatmap();

        assertThat(heatmap.title()).isEqualTo(Z + ", head 1");
        assertThat(heatmap.columnLabels()).containsExactly("0", "1");
        assertThat(Samples.values(heatmap)).containsExactly(2, 3, 6, 7, 10, 11);
    }

    @Test
    void scalarSitesHaveOneColumn() {
        String scale = "blocks.0.ln1.hook_scale";
        Heatmap heatmap = SitePicture.of(Samples.run(scale, 1, 3, 1), scale, OptionalInt.empty()).heatmap();

        assertThat(heatmap.columnLabels()).containsExactly("0");
        assertThat(Samples.values(heatmap)).containsExactly(0, 1, 2);
    }

    @Test
    void theTableNamesPositionDimensionAndHead() {
        assertThat(vectors.table().texts()).hasSize(6).contains(List.of(RESID, "1", " Anna", "1", "3.0"));
        assertThat(allHeads.table().columns()).containsExactly("site", "position", "token", "dimension", "value",
                "head");
        assertThat(allHeads.table().texts()).hasSize(12).contains(List.of(Z, "2", "\n", "1", "11.0", "1"));
        assertThat(secondHead.table().texts()).hasSize(6).contains(List.of(Z, "1", " Anna", "0", "6.0", "1"));
    }

    @Test
    void aClickAmongAllHeadsFindsHeadAndDimension() {
        Selection selection = allHeads.select(Selection.NONE, 2, 3);

        assertThat(selection).isEqualTo(new Selection(OptionalInt.of(2), OptionalInt.of(1), OptionalInt.of(1),
                OptionalInt.of(1), Z));
        assertThat(allHeads.mark(selection)).isEqualTo(new Mark(OptionalInt.of(2), OptionalInt.of(3)));
        assertThat(secondHead.mark(selection)).isEqualTo(new Mark(OptionalInt.of(2), OptionalInt.of(1)));
    }

    @Test
    void theHeadSurvivesAClickWhereNoHeadsAre() {
        assertThat(vectors.select(Selection.NONE.withHead(2), 1, 1).head()).hasValue(2);
    }

    @Test
    void aDimensionThatTheSiteLacksIsNotMarked() {
        assertThat(vectors.mark(Selection.NONE.withToken(1).withDimension(2)))
                .isEqualTo(new Mark(OptionalInt.of(1), OptionalInt.empty()));
        assertThat(allHeads.mark(Selection.NONE.withHead(2).withDimension(0))).isEqualTo(Mark.NONE);
    }

    @Test
    void patternsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SitePicture.of(Samples.run(RESID, 3, 2), RESID, OptionalInt.empty()));
    }
}
