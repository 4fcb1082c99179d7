package org.sextant.app.cli;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;

class VerifyCommandTest {
    @TempDir
    Path folder;

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.err()).isEmpty();
        return new JsonMapper().readTree(run.out());
    }

    @Test
    void aModelIsHeldAgainstItself() throws IOException {
        CommandRun run = CommandRun.of("verify", Fixtures.folder("v5/qwen3_moe").toString());
        JsonNode result = json(run);
        assertThat(run.code()).isZero();
        assertThat(result.get("ok").booleanValue()).isTrue();
        assertThat(result.get("trust").textValue()).isEqualTo("self-consistent");
        assertThat(result.get("checks")).isNotEmpty().allSatisfy(check -> {
            assertThat(check.get("name").textValue()).isNotBlank();
            assertThat(check.get("value").doubleValue()).isLessThanOrEqualTo(check.get("tolerance").doubleValue());
            assertThat(check.get("ok").booleanValue()).isTrue();
        });
    }

    @Test
    void aRecordingMakesItMoreThanThat() throws IOException {
        Path model = Fixtures.folder("v4/gemma2");
        CommandRun run = CommandRun.of("verify", model.toString(), "--reference",
                model.resolve("reference.safetensors").toString());
        assertThat(run.code()).isZero();
        assertThat(json(run).get("trust").textValue()).isEqualTo("matches reference");
    }

    @Test
    void aCheckThatDoesNotHoldExitsWithOne() throws IOException {
        CheckpointFolder changed = CheckpointFolder.copyOf("v4/llama", folder)
                .withValue("model.layers.0.mlp.up_proj.weight", 3, 1.5f);
        CommandRun run = CommandRun.of("verify", changed.path().toString(), "--reference",
                changed.file("reference.safetensors").toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(json(run).get("ok").booleanValue()).isFalse();
        assertThat(json(run).get("trust").textValue()).isEqualTo("wrong");
    }
}
