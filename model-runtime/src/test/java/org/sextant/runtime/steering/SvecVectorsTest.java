package org.sextant.runtime.steering;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sextant.runtime.hook.SiteKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The files of IBM's activation-steering.
class SvecVectorsTest {
    @TempDir
    private Path folder;

    private ImportedVector read(String json) throws IOException {
        return VectorFile.inspect(Files.writeString(folder.resolve("v.svec"), json));
    }

    @Test
    void aFileOfTheLibraryIsRead() throws IOException {
        ImportedVector imported = read("""
                {"model_type": "llama", "directions": {"3": [0.10000000149011612, -1, 2e-1], "10": [[1, 2, 3]]},
                 "explained_variances": {"3": 0.5, "10": 0.25}}""");

        assertThat(imported.vector().at(3)).containsExactly(0.1f, -1, 0.2f);
        assertThat(imported.vector().at(10)).containsExactly(1, 2, 3);
        assertThat(imported.vector().about()).isEqualTo(Map.of("model_type", "llama", "explained_variance.3", "0.5",
                "explained_variance.10", "0.25"));
        assertThat(imported.questions()).hasSize(4);
    }

    @Test
    void whatIsWrittenHasTheLibrarysFields() throws IOException {
        Path file = folder.resolve("v.svec");
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(2, new float[]{0.1f, 2})),
                Map.of("model", "harbour-base", "explained_variance.2", "0.75")), file);

        JsonNode json = new JsonMapper().readTree(file.toFile());

        assertThat(json.path("model_type").textValue()).isEqualTo("harbour-base");
        assertThat(json.path("directions").path("2").get(0).doubleValue()).isEqualTo((double) 0.1f);
        assertThat(json.path("directions").path("2").get(1).doubleValue()).isEqualTo(2);
        assertThat(json.path("explained_variances").path("2").doubleValue()).isEqualTo(0.75);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"directions\": {\"1\": [1, NaN]}}|number 1 of 1 is NaN",
        "{\"directions\": {\"1\": [1e99]}}|number 0 of 1 is Infinity",
        "{\"directions\": {\"1\": [1], \"2\": [1, 2]}}|differ in width", "{\"directions\": {}}|no layer",
        "{\"directions\": {\"one\": [1]}}|the array one", "{\"directions\": {\"-1\": [1]}}|the array -1",
        "{\"directions\": {\"123456\": [1]}}|the array 123456",
        "{\"directions\": {\"1\": [1], \"1\": [2]}}|Duplicate field '1'",
        "{\"directions\": {\"1\": [1], \"01\": [2]}}|two directions for layer 1",
        "{\"directions\": {\"1\": []}}|no number", "{\"directions\": {\"1\": 5}}|no number",
        "{\"directions\": {\"1\": [\"1\"]}}|no number", "{\"directions\": {\"1\": [[1], [2]]}}|no number",
        "{\"directions\": [1]}|no object of directions", "[]|no object of directions", "5|no object of directions",
        "{\"directions\": {\"1\": [1]}} x|not valid JSON", "<svec/>|not valid JSON"})
    void whatIsNoVectorIsRefused(String json, String says) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(SteeringException.class)
                .hasMessageContainingAll(says, "v.svec");
    }

    @Test
    void deepAndHugeFilesAreRefused() throws IOException {
        assertThatThrownBy(() -> read("{\"directions\": ".repeat(100_000))).isInstanceOf(SteeringException.class);
        try (var file = new RandomAccessFile(folder.resolve("huge.svec").toFile(), "rw")) {
            file.setLength(1L << 33);
        }
        assertThatThrownBy(() -> VectorFile.read(folder.resolve("huge.svec"))).isInstanceOf(SteeringException.class)
                .hasMessageContaining("128 MiB");
    }
}
