package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sextant.runtime.hook.SiteException;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class RunRequestTest {
    private static final Prompt.Ids PROMPT = OpenFixture.ids(5, 6, 7, 8);

    @TempDir
    private Path folder;

    @Test
    void sitesComeByNameInTheOrderOfTheForwardPassAndPatternsThatFitNothingAreListed() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            RunResult result = open.answer(new RunRequest(PROMPT, List.of("blocks.*.hook_resid_post", "no.*.such",
                    "hook_embed", "blocks.1.hook_resid_post"), 3, false));
            assertThat(result.sites().keySet()).containsExactly("hook_embed", "blocks.0.hook_resid_post",
                    "blocks.1.hook_resid_post");
            assertThat(result.unmatched()).containsExactly("no.*.such");
            assertThat(result.sites().get("hook_embed").shape()).containsExactly(1, 4, 32);
            assertThat(result.logits()).isEmpty();
            assertThat(result.top()).hasSize(3);
            assertThat(result.elapsedMillis()).isPositive();
        }
    }

    @Test
    void anExactNameThatTheModelLacksIsRefused() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            assertThatThrownBy(() -> open.answer(new RunRequest(PROMPT, List.of("hook_pos_embed"), 3, false)))
                    .isInstanceOf(SiteException.class).hasMessageContaining("hook_pos_embed");
        }
    }

    @Test
    void candidatesAreThoseOfTheLastPositionWhetherOrNotAllLogitsAreWanted() {
        try (OpenFixture open = OpenFixture.of("v4/gpt2")) {
            RunResult all = open.answer(new RunRequest(PROMPT, List.of(), 97, true));
            RunResult last = open.answer(new RunRequest(PROMPT, List.of(), 97, false));
            TensorValue logits = all.logits().orElseThrow();
            assertThat(logits.shape()).containsExactly(1, 4, 97);
            assertThat(all.top()).hasSize(97).allSatisfy(prediction -> assertThat(prediction.logit())
                    .isEqualTo(logits.at(0, 3, prediction.id())));
            assertThat(all.top().stream().mapToDouble(Prediction::probability).sum()).isCloseTo(1, within(1e-5));
            assertThat(last.top()).extracting(Prediction::id).isEqualTo(
                    all.top().stream().map(Prediction::id).toList());
        }
    }

    @Test
    void provenanceSaysHowToGetItAgain() {
        try (OpenFixture open = OpenFixture.of("v4/gpt2")) {
            Provenance provenance = open.answer(new RunRequest(PROMPT, List.of("hook_embed"), 3, false)).provenance();
            assertThat(provenance.model()).isEqualTo("gpt2");
            assertThat(provenance.folder()).isEqualTo(Fixtures.folder("v4/gpt2").toString());
            assertThat(provenance.prompt()).isEqualTo("5,6,7,8");
            assertThat(provenance.ids()).containsExactly(5, 6, 7, 8);
            assertThat(provenance.sites()).containsExactly("hook_embed");
            assertThat(provenance.dtype()).isEqualTo("float32");
            assertThat(provenance.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        }
    }

    @Test
    void cancellingBetweenBlocksStopsAndLeavesTheModelWell() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            RunRequest request = new RunRequest(PROMPT, List.of(), 3, false);
            RecordingContext context = new RecordingContext(1);
            assertThatThrownBy(() -> open.answer(request, context)).isInstanceOf(CancellationException.class);
            assertThat(context.updates(Update.Progress.class)).hasSize(1);
            assertThat(open.answer(request).top()).hasSize(3);
        }
    }

    @Test
    void weightsThatAreNoNumbersAreNamedAndTheRunShowsThem() {
        CheckpointFolder broken = CheckpointFolder.copyOf("v4/llama", folder.resolve("broken"))
                .withValue("model.layers.1.mlp.down_proj.weight", 3, Float.NaN);
        try (OpenFixture open = OpenFixture.of(broken.path(), Dtype.FLOAT32)) {
            assertThat(open.model().card().warnings()).singleElement().asString()
                    .contains("model.layers.1.mlp.down_proj.weight");
            RunResult run = open.answer(new RunRequest(PROMPT, List.of("blocks.*.hook_resid_post"), 5, true));
            assertThat(run.top()).hasSize(5).extracting(Prediction::id).containsExactly(0, 1, 2, 3, 4);
            assertThat(run.top()).allSatisfy(prediction -> assertThat(prediction.probability()).isNaN());
            assertThat(run.sites().get("blocks.0.hook_resid_post").at(0, 0, 0)).isFinite();
            assertThat(run.sites().get("blocks.1.hook_resid_post").at(0, 0, 0)).isNaN();
            LensResult lens = open.answer(new LensRequest(PROMPT, 2));
            assertThat(lens.rows().get(1).cells().getFirst().entropy()).isPositive();
            assertThat(lens.rows().get(2).cells().getFirst().entropy()).isNaN();
            ActivationsResult norms = open.answer(
                    new ActivationsRequest(PROMPT, "blocks.*.hook_resid_post", Statistic.NORM));
            assertThat(norms.rows().get(1).values().at(0)).isNaN();
            assertThatThrownBy(() -> open.answer(new GenerateRequest(PROMPT, 3, Sampling.GREEDY)))
                    .hasMessageContaining("not a number");
        }
    }
}
