package org.sextant.app.steering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.steering.OpenQuestion;
import org.sextant.runtime.steering.OpenQuestion.Topic;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BoardFilesTest {
    @TempDir
    private Path folder;

    private final Boards desk = new Boards();

    @Test
    void aSavedSetIsTheSameWhenItIsOpened() {
        desk.board.add(Boards.calm());
        desk.board.add(NewRows.head(1, 0));
        desk.board.add(NewRows.expert(0, 3));
        desk.row(0).slide(0.75, false);
        desk.row(1).solo(true);
        desk.row(2).mute(true);
        desk.board.gain(0.5, false);
        SteeringSet saved = desk.board.setProperty().get();
        desk.files.savePlan(folder.resolve("plan.json"));
        desk.board.clear();
        desk.files.openPlan(folder.resolve("plan.json"));
        assertThat(desk.board.setProperty().get()).isEqualTo(saved);
        desk.workspace.steeringHistory().undo();
        assertThat(desk.board.rows()).isEmpty();
    }

    @Test
    void aPlanThatNamesAMissingFileIsRefusedAndTheSlidersStay() throws IOException {
        desk.board.add(Boards.calm());
        Path plan = Files.writeString(folder.resolve("plan.json"),
                """
                        {"edits": [{"site": "blocks.1.hook_resid_post", "operation": "add", "vector": "gone.safetensors#layer.1",
                                    "coefficient": 1}]}
                        """);
        desk.files.openPlan(plan);
        assertThat(desk.errors.problemProperty().get().orElseThrow().where()).contains("gone.safetensors");
        assertThat(desk.board.rows()).hasSize(1);
    }

    @Test
    void theModelsOwnVectorsAreOfferedAndTheirFilesSayHowTheyAreUsed() throws IOException {
        Path vectors = Files.createDirectories(folder.resolve("vectors"));
        VectorFile.write(Boards.vector(StubModel.WIDTH, Map.of("leads_to", "calm", "layers", "0,1", "coefficient", "6",
                "normalised", "true", "method", "mean_difference")), vectors.resolve("calm.safetensors"));
        Files.createDirectories(folder.resolve("saes/blocks.1.hook_resid_post"));
        desk.open(new StubModel(folder, StubModel.WIDTH));

        BoardFiles.Shelf shelf = desk.files.shelfProperty().get();
        assertThat(shelf.saes()).extracting(Path::getFileName).map(Path::toString)
                .containsExactly("blocks.1.hook_resid_post");
        desk.files.addVector(shelf.vectors().getFirst());
        assertThat(desk.row(0).name()).isEqualTo("calm");
        assertThat(desk.row(0).rowProperty().get().activeLayers()).containsExactly(0, 1);
        assertThat(desk.row(0).rangeProperty().get().high()).isEqualTo(9);
    }

    @Test
    void whatAFileLeavesOpenIsAskedBeforeItsVectorIsUsed() {
        Path file = folder.resolve("plain.safetensors");
        VectorFile.write(Boards.vector(StubModel.WIDTH, Map.of()), file);
        desk.files.addVector(file);
        assertThat(desk.board.rows()).isEmpty();
        List<OpenQuestion> questions = desk.files.openProperty().get().orElseThrow().vector().questions();
        assertThat(questions).extracting(OpenQuestion::topic).contains(Topic.OPERATION);

        assertThatExceptionOfType(SextantException.class)
                .isThrownBy(() -> desk.files.answer(Map.of(Topic.OPERATION, "nonsense")));
        assertThat(desk.files.openProperty().get()).isPresent();
        desk.files.answer(Map.of(Topic.OPERATION, "ablate"));
        assertThat(desk.row(0).rowProperty().get().operation()).contains(Operation.ABLATE);
        assertThat(desk.files.openProperty().get()).isEmpty();
    }

    @Test
    void aFeatureOfAnSaeThatIsNotThereIsRefused() {
        desk.files.addFeature(folder.resolve("none"), 3);
        assertThat(desk.errors.problemProperty().get().orElseThrow().what()).contains("there is no such folder");
        assertThat(desk.board.rows()).isEmpty();
    }

    @Test
    void aFeatureOutOfRangeSaysSoOnItsRow() throws IOException {
        Path sae = Files.createDirectories(folder.resolve("sae"));
        Files.writeString(sae.resolve("cfg.json"),
                """
                        {"architecture": "standard", "d_in": 4, "d_sae": 8, "metadata": {"hook_name": "blocks.1.hook_resid_post"}}
                        """);
        Files.createFile(sae.resolve("sae_weights.safetensors"));
        desk.open(new StubModel());
        desk.files.addFeature(sae, 7);
        desk.files.addFeature(sae, 8);
        assertThat(desk.row(0).problemProperty().get()).isEmpty();
        assertThat(desk.row(1).problemProperty().get().orElseThrow().what()).isEqualTo(
                "there is no feature 8 among 8");
    }
}
