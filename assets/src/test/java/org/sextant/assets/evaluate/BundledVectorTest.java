package org.sextant.assets.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringException;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorEdit;
import org.sextant.runtime.steering.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class BundledVectorTest {
    @TempDir
    private Path model;

    private BundledVector read(Map<String, String> about) throws IOException {
        Path folder = Files.createDirectories(model.resolve("vectors"));
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST,
                new TreeMap<>(Map.of(0, new float[]{1, 0}, 1, new float[]{0, 2}, 2, new float[]{3, 4})), about),
                folder.resolve("mood.safetensors"));
        return BundledVector.in(model).getFirst();
    }

    private BundledVector mood() throws IOException {
        return read(Map.of("leads_to", "positive", "layers", "1,2", "coefficient", "0.5"));
    }

    /// A glad text becomes sad against the vector that leads to gladness, and a sad one glad along it.
    @Test
    void itTurnsATextIntoOneOfTheOtherClass() throws IOException {
        BundledVector mood = mood();

        assertThat(mood.name()).isEqualTo("mood");
        assertThat(mood.against("positive").edits()).containsExactly(
                Edit.add("blocks.1.hook_resid_post", new float[]{0, 2}, -0.5),
                Edit.add("blocks.2.hook_resid_post", new float[]{3, 4}, -0.5));
        assertThat(vectors(mood.against("negative"))).extracting(VectorEdit::coefficient).containsExactly(0.5, 0.5);
    }

    @Test
    void randomDirectionsHaveItsLengthsAndFollowFromTheirSeed() throws IOException {
        BundledVector mood = mood();
        List<VectorEdit> drawn = vectors(mood.randomAgainst("positive", 3));

        assertThat(drawn).isEqualTo(mood.randomAgainst("positive", 3).edits())
                .isNotEqualTo(mood.randomAgainst("positive", 4).edits());
        assertThat(drawn).extracting(VectorEdit::site).containsExactly("blocks.1.hook_resid_post",
                "blocks.2.hook_resid_post");
        assertThat(norm(drawn.getFirst())).isCloseTo(2, within(1e-6));
        assertThat(norm(drawn.getLast())).isCloseTo(5, within(1e-6));
    }

    private static List<VectorEdit> vectors(SteeringPlan plan) {
        return plan.edits().stream().map(VectorEdit.class::cast).toList();
    }

    private static double norm(VectorEdit edit) {
        return Math.sqrt(edit.vector().stream().mapToDouble(value -> (double) value * value).sum());
    }

    @Test
    void itIsRemovedWhereverABlockReadsOrWrites() throws IOException {
        List<VectorEdit> edits = vectors(mood().removed(2));

        assertThat(edits).extracting(VectorEdit::site).containsExactly("blocks.0.hook_resid_pre",
                "blocks.0.hook_attn_out",
                "blocks.0.hook_mlp_out", "blocks.1.hook_resid_pre", "blocks.1.hook_attn_out", "blocks.1.hook_mlp_out");
        assertThat(edits).allSatisfy(edit -> {
            assertThat(edit.operation()).isEqualTo(Operation.ABLATE);
            assertThat(edit.coefficient()).isEqualTo(1);
            assertThat(edit.vector()).containsExactly(0f, 2f);
        });
    }

    @Test
    void aFileThatDoesNotSayHowItIsUsedIsRefused() {
        for (Map<String, String> about : List.of(Map.<String, String>of(), Map.of("layers", "1", "coefficient", "x"),
                Map.of("layers", "a", "coefficient", "1"))) {
            assertThatThrownBy(() -> read(about)).isInstanceOf(SteeringException.class)
                    .hasMessageContaining("mood.safetensors").hasMessageContaining("recipe");
        }
        assertThat(BundledVector.in(model.resolve("none"))).isEmpty();
    }
}
