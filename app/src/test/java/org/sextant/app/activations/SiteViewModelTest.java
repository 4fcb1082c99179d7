package org.sextant.app.activations;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

class SiteViewModelTest {
    private final StubModel model = new StubModel();
    private final Desk desk = Desk.with(model);
    private final SiteViewModel site = new SiteViewModel(desk.sources);

    @Test
    void goingThroughTheLayersOfASmallModelAsksOnce() {
        site.picture().setActive(true);
        assertThat(sites(model.last())).containsExactly("blocks.*.hook_resid_post");
        model.last().answer(run("hook_resid_post", 8));

        site.chooseLayer(0);

        assertThat(model.asked()).hasSize(1);
        assertThat(site.picture().picture().orElseThrow().site()).isEqualTo("blocks.0.hook_resid_post");
        site.chooseLayer(-1);
        assertThat(site.placeProperty().get().orElseThrow().layer()).isZero();
    }

    @Test
    void aLargeModelIsAskedLayerByLayer() {
        var large = new StubModel(8 << 20);
        Desk other = Desk.with(large);
        var view = new SiteViewModel(other.sources);
        view.picture().setActive(true);
        view.chooseLayer(0);

        assertThat(large.asked()).extracting(SiteViewModelTest::sites)
                .containsExactly(List.of("blocks.1.hook_resid_post"), List.of("blocks.0.hook_resid_post"));
    }

    @Test
    void followsTheSelectedSiteAndChangesIt() {
        site.picture().setActive(true);
        desk.workspace.select(Selection.NONE.withToken(1).withLayer(0).withSite("blocks.0.mlp.hook_post"));
        assertThat(sites(model.last())).containsExactly("blocks.*.mlp.hook_post");

        site.choose(new SiteChoice("blocks.*.attn.hook_z"));
        assertThat(desk.workspace.selection().site()).isEqualTo("blocks.0.attn.hook_z");
        assertThat(desk.workspace.selection().token()).hasValue(1);
        assertThat(sites(model.last())).containsExactly("blocks.*.attn.hook_z");
    }

    @Test
    void aPatternSelectedElsewhereLeavesTheSiteAsItWas() {
        desk.workspace.select(Selection.NONE.withSite("blocks.0.mlp.hook_post"));
        desk.workspace.select(Selection.NONE.withLayer(0).withSite("blocks.0.attn.hook_pattern"));

        assertThat(site.placeProperty().get().orElseThrow().choice())
                .isEqualTo(new SiteChoice("blocks.*.mlp.hook_post"));
    }

    @Test
    void headsStandSideBySideUntilOneIsChosen() {
        site.picture().setActive(true);
        site.choose(new SiteChoice("blocks.*.attn.hook_k"));
        model.last().answer(run("attn.hook_k", 2, 2));
        assertThat(site.picture().picture().orElseThrow().heatmap().columnLabels()).containsExactly("0.0", "0.1",
                "1.0", "1.1");

        site.chooseHead(OptionalInt.of(1));
        assertThat(desk.workspace.selection().head()).hasValue(1);
        assertThat(site.picture().picture().orElseThrow().head()).hasValue(1);
        desk.workspace.select(desk.workspace.selection().withHead(3));
        assertThat(site.picture().picture().orElseThrow().head()).as("there are two key heads").hasValue(1);

        site.chooseHead(OptionalInt.empty());
        assertThat(site.picture().picture().orElseThrow().head()).isEmpty();
    }

    private static List<String> sites(StubModel.Asked asked) {
        return ((RunRequest) asked.request()).sites();
    }

    private static RunResult run(String suffix, int... vector) {
        int[] shape = new int[vector.length + 2];
        shape[0] = 1;
        shape[1] = 3;
        System.arraycopy(vector, 0, shape, 2, vector.length);
        int length = 1;
        for (int size : shape) {
            length *= size;
        }
        TensorValue value = TensorValue.of(new float[length], shape);
        return Samples.run(Map.of("blocks.0." + suffix, value, "blocks.1." + suffix, value));
    }
}
