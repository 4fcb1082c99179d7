package org.sextant.app.activations;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;

import static org.assertj.core.api.Assertions.assertThat;

class AttentionViewModelTest {
    private final StubModel model = new StubModel();
    private final Desk desk = Desk.with(model);
    private final AttentionViewModel attention = new AttentionViewModel(desk.sources);

    @Test
    void layerAndHeadFollowTheSelectionWithoutAskingAgain() {
        attention.picture().setActive(true);
        assertThat(((RunRequest) model.last().request()).sites()).containsExactly("blocks.*.attn.hook_pattern");
        TensorValue pattern = TensorValue.of(new float[36], 1, 4, 3, 3);
        model.last().answer(
                Samples.run(Map.of("blocks.0.attn.hook_pattern", pattern, "blocks.1.attn.hook_pattern", pattern)));

        attention.chooseHead(2);
        attention.chooseLayer(0);

        AttentionPicture shown = attention.picture().picture().orElseThrow();
        assertThat(shown.layer()).isZero();
        assertThat(shown.head()).isEqualTo(2);
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void theSelectedSiteGoesWithTheLayer() {
        desk.workspace.select(Selection.NONE.withLayer(1).withSite("blocks.1.attn.hook_z"));
        attention.chooseLayer(0);

        assertThat(desk.workspace.selection().site()).isEqualTo("blocks.0.attn.hook_z");
    }

    @Test
    void beyondTheEndsItStaysAtTheEnd() {
        attention.chooseHead(9);
        attention.chooseLayer(-3);

        assertThat(attention.placeProperty().get()).hasValue(new AttentionViewModel.Place(0, 2, 3, 4));
    }
}
