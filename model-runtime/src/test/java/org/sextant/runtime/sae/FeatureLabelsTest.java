package org.sextant.runtime.sae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FeatureLabelsTest {
    private static final String FOUND = """
            {"made_with": "a recipe", "labels": [
              {"feature": 5, "label": "a title", "f1": 0.9, "f1_held_out": 0.8, "examples": ["[Captain] Iskra"]},
              {"feature": 2, "label": "a name"}]}""";

    @TempDir
    private Path sae;

    @Test
    void labelsAreReadAndWrittenWithWhatElseStandsThere() throws IOException {
        Files.writeString(sae.resolve("labels.json"), FOUND);

        FeatureLabels.of(sae).with(7, " a place ").write(sae);

        FeatureLabels again = FeatureLabels.of(sae);
        assertThat(again.all().keySet()).containsExactly(2, 5, 7);
        assertThat(again.of(5).orElseThrow().text()).isEqualTo("a title");
        assertThat(again.of(5).orElseThrow().heldOut()).hasValue(0.8);
        assertThat(again.of(7).orElseThrow()).isEqualTo(new FeatureLabels.Label("a place", OptionalDouble.empty(),
                OptionalDouble.empty()));
        assertThat(sae.resolve("labels.json")).content().contains("a recipe", "[Captain] Iskra");
    }

    @Test
    void anotherLabelDropsWhatWasMeasuredOfTheOneBefore() throws IOException {
        Files.writeString(sae.resolve("labels.json"), FOUND);
        FeatureLabels labels = FeatureLabels.of(sae);

        assertThat(labels.with(5, "an office").of(5).orElseThrow().heldOut()).isEmpty();
        assertThat(labels.with(5, "a title").of(5).orElseThrow().heldOut()).as("the same again").hasValue(0.8);
        assertThat(labels.with(5, " ").of(5)).isEmpty();
    }

    @Test
    void anSaeWithoutAFileHasNoLabels() {
        assertThat(FeatureLabels.of(sae).all()).isEmpty();
    }

    @Test
    void labelsOfASingleFileLieBesideIt() throws IOException {
        Path file = Files.createFile(sae.resolve("params.npz"));

        FeatureLabels.of(file).with(1, "a word").write(file);

        assertThat(sae.resolve("params.npz.labels.json")).exists();
        assertThat(FeatureLabels.of(file).of(1)).isPresent();
    }

    @Test
    void exportedLabelsNameModelSiteAndFeature() throws IOException {
        Files.writeString(sae.resolve("labels.json"), FOUND);
        SaeSpec spec = SaeSpec.autoencoder(4, 8, new SaeActivation.Relu(), true, "blocks.1.hook_resid_post");

        assertThat(FeatureLabels.of(sae).neuronpedia("harbour-base", spec)).contains("\"modelId\" : \"harbour-base\"",
                "\"layer\" : \"blocks.1.hook_resid_post\"", "\"index\" : \"5\"", "\"description\" : \"a title\"");
    }

    @Test
    void filesThatAreNoLabelsSaySo() throws IOException {
        for (String wrong : new String[]{"[]", "{\"labels\": [{\"feature\": \"x\"}]}", "{\"labels\": "}) {
            Files.writeString(sae.resolve("labels.json"), wrong);
            assertThatThrownBy(() -> FeatureLabels.of(sae)).isInstanceOf(SaeException.class)
                    .hasMessageContaining("correct or remove the file");
        }
    }
}
