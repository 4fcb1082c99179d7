package org.sextant.runtime.session;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sextant.runtime.checkpoint.SafetensorsWriter;
import org.sextant.runtime.session.VerifyResult.Trust;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VerifyRequestTest {
    @TempDir
    private Path folder;

    static java.util.stream.Stream<String> fixtures() {
        return Fixtures.NAMES.stream();
    }

    private static VerifyResult verify(Path model, Path reference) {
        try (Session session = Session.local(); OpenModel open = session.open(request(model)).await()) {
            VerifyRequest self = VerifyRequest.of(open.card());
            return open.submit(reference == null ? self : self.against(reference)).await();
        }
    }

    private static OpenRequest request(Path model) {
        return new OpenRequest(new ModelLocation.Folder(model));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void everyFixtureMatchesItsReferenceAndItself(String fixture) {
        VerifyResult result = verify(Fixtures.folder(fixture),
                Fixtures.folder(fixture).resolve("reference.safetensors"));
        assertThat(result.checks()).allSatisfy(check -> assertThat(check.ok()).as(check.toString()).isTrue());
        assertThat(result.trust()).isEqualTo(Trust.MATCHES_REFERENCE);
        assertThat(result.checks()).extracting(VerifyResult.Check::name).contains("reference: logits",
                "reference: hidden states",
                "reference: attention", "reference: greedy tokens", "float64 gives the same logits",
                "in float64: a cache changes no logits", "heads and bias make the attention output");
    }

    @Test
    void withoutAReferenceAModelIsConsistentWithItselfAndNoMore() {
        VerifyResult result = verify(Fixtures.folder("v4/llama"), null);
        assertThat(result.trust()).isEqualTo(Trust.SELF_CONSISTENT);
        assertThat(result.notes()).containsExactly("the folder has no tokenizer, so no text was read back");
    }

    @Test
    void weightsThatAreNotThoseOfTheReferenceAreWrong() {
        CheckpointFolder changed = CheckpointFolder.copyOf("v4/llama", folder)
                .withValue("model.layers.0.self_attn.q_proj.weight", 0, 2);
        VerifyResult result = verify(changed.path(), changed.file("reference.safetensors"));
        assertThat(result.trust()).isEqualTo(Trust.WRONG);
        assertThat(result.checks()).filteredOn(check -> !check.ok()).extracting(VerifyResult.Check::name)
                .contains("reference: logits").allMatch(name -> name.startsWith("reference: "));
    }

    @Test
    void aModelThatGivesNoNumbersIsWrong() {
        CheckpointFolder changed = CheckpointFolder.copyOf("v4/llama", folder).withValue("model.norm.weight", 0,
                Float.NaN);
        assertThat(verify(changed.path(), null).trust()).isEqualTo(Trust.WRONG);
    }

    @Test
    void theTokenizerIsReadBack() {
        CheckpointFolder withTokenizer = CheckpointFolder.copyOf("v4/llama", folder).withTokenizer();
        VerifyResult result = verify(withTokenizer.path(), null);
        assertThat(result.checks()).extracting(VerifyResult.Check::name)
                .contains("tokens written out and read again are the same (texts that differ)");
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void aRecordingWithNothingToCompareProvesNothing() {
        Path recording = folder.resolve("ids.safetensors");
        new SafetensorsWriter().add("input_ids", new float[]{1, 2, 3}, 1, 3).writeTo(recording);
        assertThatThrownBy(() -> verify(Fixtures.folder("v4/llama"), recording)).isInstanceOf(RequestException.class)
                .hasMessageContaining("nothing to compare").hasMessageContaining(recording.toString());
    }

    @Test
    void aRecordingOfAnotherModelIsRefused() {
        Path recording = folder.resolve("other.safetensors");
        new SafetensorsWriter().add("input_ids", new float[]{1, 97}, 1, 2).writeTo(recording);
        assertThatThrownBy(() -> verify(Fixtures.folder("v4/llama"), recording)).isInstanceOf(RequestException.class)
                .hasMessageContaining("input_ids hold 97").hasMessageContaining("recorded for this model");
        Path tooLong = folder.resolve("long.safetensors");
        new SafetensorsWriter().add("input_ids", new float[1 << 17], 1, 1 << 17).writeTo(tooLong);
        assertThatThrownBy(() -> verify(Fixtures.folder("v4/llama"), tooLong)).isInstanceOf(RequestException.class)
                .hasMessageContaining("the context is");
    }

    @Test
    void aFileThatRecordsNothingIsRefused() {
        Path weights = Fixtures.folder("v4/llama").resolve("model.safetensors");
        assertThatThrownBy(() -> verify(Fixtures.folder("v4/llama"), weights)).isInstanceOf(RequestException.class)
                .hasMessageContaining("there is no tensor input_ids").hasMessageContaining(weights.toString());
    }
}
