package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

import static org.assertj.core.api.Assertions.assertThat;

/// `vector convert`.
class VectorCommandsTest {
    private static final SteeringVector KNOWN = new SteeringVector(SiteKind.RESID_POST,
            new TreeMap<>(Map.of(1, new float[]{0.1f, -2}, 3, new float[]{3, 4})),
            Map.of("model", "harbour-base", "method", "mean difference", "normalised", "false"));

    @TempDir
    Path folder;

    private CommandRun convert(String in, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("vector", "convert", folder.resolve(in).toString(),
                folder.resolve(out).toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private void writeBare() throws IOException {
        Files.writeString(folder.resolve("bare.svec"),
                "{\"model_type\": \"llama\", \"directions\": {\"1\": [3, 4], \"2\": [1, 0]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "gguf", "svec", "npz"})
    void whatIsKnownGoesThroughEveryFormat(String ending) {
        VectorFile.write(KNOWN, folder.resolve("v.safetensors"));

        CommandRun there = convert("v.safetensors", "w." + ending);
        CommandRun back = convert("w." + ending, "x.safetensors");

        assertThat(there.err() + back.err()).isEmpty();
        assertThat(there.out()).isEqualTo(folder.resolve("w." + ending)
                + ": hook_resid_post of layers [1, 3], width 2" + System.lineSeparator());
        assertThat(back.code()).isZero();
        assertThat(VectorFile.read(folder.resolve("x.safetensors"))).isEqualTo(KNOWN);
    }

    @Test
    void eachOpenQuestionIsALineOnStandardError() throws IOException {
        writeBare();

        CommandRun run = convert("bare.svec", "v.npz");

        assertThat(run.code()).isZero();
        assertThat(run.err().lines()).hasSize(4).allMatch(line -> line.startsWith("sextant: question: "))
                .anyMatch(line -> line.contains("hook_resid_post") && line.endsWith("--site"))
                .anyMatch(line -> line.contains("hidden_states") && line.endsWith("--layer-offset"))
                .anyMatch(line -> line.contains("1.00 to 5.00") && line.endsWith("--scale"))
                .anyMatch(line -> line.contains("ablate") && line.endsWith("--operation"));
        assertThat(VectorFile.read(folder.resolve("v.npz")).about()).isEqualTo(Map.of("model_type", "llama",
                "assumed", "site,layer_offset,scale,operation"));
    }

    @Test
    void optionsAnswerThem() throws IOException {
        writeBare();

        CommandRun run = convert("bare.svec", "v.safetensors", "--site", "hook_mlp_out", "--layer-offset", "-1",
                "--scale", "unit", "--operation", "ablate");

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        SteeringVector vector = VectorFile.read(folder.resolve("v.safetensors"));
        assertThat(vector.site()).isEqualTo(SiteKind.MLP_OUT);
        assertThat(vector.byLayer().keySet()).containsExactly(0, 1);
        assertThat(vector.at(0)).containsExactly(0.6f, 0.8f);
        assertThat(vector.about()).isEqualTo(
                Map.of("model_type", "llama", "normalised", "true", "operation", "ablate"));
        assertThat(VectorFile.inspect(folder.resolve("v.safetensors")).questions()).isEmpty();
    }

    @Test
    void jsonHoldsVectorQuestionsAndWarnings() throws IOException {
        writeBare();

        CommandRun run = convert("bare.svec", "v.gguf", "--json", "--site", "resid_pre", "--layer-offset=-1");

        assertThat(run.err()).isEmpty();
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.path("out").textValue()).isEqualTo(folder.resolve("v.gguf").toString());
        assertThat(json.path("site").textValue()).isEqualTo("hook_resid_pre");
        assertThat(json.path("layers")).extracting(JsonNode::intValue).containsExactly(0, 1);
        assertThat(json.path("width").intValue()).isEqualTo(2);
        assertThat(json.path("metadata").path("model_type").textValue()).isEqualTo("llama");
        assertThat(json.path("questions")).extracting(question -> question.path("topic").textValue())
                .containsExactly("scale", "operation");
        assertThat(json.path("questions").get(0).path("assumed").path("value").textValue()).isEqualTo("1");
        assertThat(json.path("questions").get(0).path("others").get(0).path("value").textValue()).isEqualTo("unit");
        assertThat(json.path("warnings")).extracting(JsonNode::textValue).hasSize(2)
                .anyMatch(line -> line.contains("layer 0")).anyMatch(line -> line.contains("hook_resid_pre"));
    }

    @Test
    void whatOtherProgramsTakeOtherwiseIsAWarning() {
        VectorFile.write(new SteeringVector(SiteKind.RESID_POST, new TreeMap<>(Map.of(0, new float[]{1})),
                KNOWN.about()), folder.resolve("v.safetensors"));

        assertThat(convert("v.safetensors", "v.gguf").err()).startsWith("sextant: warning: llama.cpp")
                .hasLineCount(1);
    }

    @Test
    void anExistingFileIsReplacedOnlyWithForce() throws IOException {
        VectorFile.write(KNOWN, folder.resolve("v.safetensors"));
        Files.writeString(folder.resolve("w.gguf"), "mine");

        CommandRun refused = convert("v.safetensors", "w.gguf");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--force").hasLineCount(1);
        assertThat(folder.resolve("w.gguf")).hasContent("mine");

        assertThat(convert("v.safetensors", "w.gguf", "--force").code()).isZero();
        assertThat(VectorFile.read(folder.resolve("w.gguf"))).isEqualTo(KNOWN);
        assertThat(convert("w.gguf", "w.gguf", "--force", "--scale", "2").code()).isZero();
        assertThat(VectorFile.read(folder.resolve("w.gguf")).at(3)).containsExactly(6, 8);
    }

    @ParameterizedTest
    @CsvSource({"bare.svec,v.txt,--scale,2", "bare.svec,v.gguf,--scale,none", "bare.svec,v.gguf,--site,hook_q",
        "bare.svec,v.gguf,--layer-offset,-2", "bare.svec,v.gguf,--operation,melt", "broken.npz,v.gguf,--scale,2",
        "broken.gguf,v.npz,--scale,2", "nan.svec,v.npz,--scale,2"})
    void whatAPersonCanMendIsOneLineAndLeavesNoFile(String in, String out, String option, String value)
            throws IOException {
        writeBare();
        Files.writeString(folder.resolve("broken.npz"), "PK");
        Files.writeString(folder.resolve("broken.gguf"), "GGUF");
        Files.writeString(folder.resolve("nan.svec"), "{\"directions\": {\"1\": [NaN]}}");

        CommandRun run = convert(in, out, option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("sextant: [^\\n]+, [^\\n]+; [^\\n]+\\n");
        assertThat(folder.resolve(out)).doesNotExist();
    }
}
