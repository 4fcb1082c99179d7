package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.generate.SamplingException;
import org.sextant.runtime.session.GenerateResult.FinishReason;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerateRequestTest {
    private static final int END = 2;
    private static final Sampling WILD = new Sampling(2, 0, 1, 42);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void greedyTokensAreThoseOfTheReferenceUpToTheEnd(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        long[][] prompts = reference.rows("input_ids");
        try (OpenFixture open = OpenFixture.of(fixture)) {
            for (int row = 0; row < prompts.length; row++) {
                List<Integer> prompt = integers(prompts[row]);
                List<Integer> whole = integers(reference.rows("greedy")[row]);
                List<Integer> expected = upToEnd(whole.subList(prompt.size(), whole.size()));
                GenerateResult result = open.answer(new GenerateRequest(new Prompt.Ids(prompt),
                        whole.size() - prompt.size(), Sampling.GREEDY));
                assertThat(result.continuation()).extracting(Token::id).isEqualTo(expected);
                assertThat(result.finishReason()).isEqualTo(
                        expected.getLast() == END ? FinishReason.END_TOKEN : FinishReason.LENGTH);
                assertThat(result.continuation().getFirst().position()).isEqualTo(prompt.size());
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSameTokensAndAnotherSeedOthers() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            List<Integer> first = continuation(open, WILD);
            assertThat(continuation(open, WILD)).isEqualTo(first);
            assertThat(continuation(open, new Sampling(2, 0, 1, 43))).isNotEqualTo(first);
        }
    }

    @Test
    void seedsNextToEachOtherBeginWithDifferentTokens() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            Set<Integer> first = new HashSet<>();
            for (int seed = 0; seed < 200; seed++) {
                // So hot that the 97 tokens are nearly equally likely.
                GenerateRequest request = new GenerateRequest(OpenFixture.ids(5), 1, new Sampling(50, 0, 1, seed));
                first.add(open.answer(request).continuation().getFirst().id() * 50 / 97);
            }
            assertThat(first).hasSizeGreaterThanOrEqualTo(30);
        }
    }

    @Test
    void generationStopsWhereTheContextIsFull() {
        CheckpointFolder copy = withoutEndToken(64);
        try (OpenFixture open = OpenFixture.of(copy.path(), Dtype.FLOAT32)) {
            Prompt.Ids prompt = new Prompt.Ids(Collections.nCopies(60, 7));
            GenerateResult result = open.answer(new GenerateRequest(prompt, 100, Sampling.GREEDY));
            assertThat(result.continuation()).hasSize(4);
            assertThat(result.finishReason()).isEqualTo(FinishReason.CONTEXT);
            GenerateResult full = open.answer(
                    new GenerateRequest(new Prompt.Ids(Collections.nCopies(64, 7)), 5, Sampling.GREEDY));
            assertThat(full.continuation()).isEmpty();
            assertThat(full.finishReason()).isEqualTo(FinishReason.CONTEXT);
        }
    }

    @Test
    void noTokensAskedGivesNone() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            GenerateResult result = open.answer(new GenerateRequest(OpenFixture.ids(5), 0, Sampling.GREEDY));
            assertThat(result.continuation()).isEmpty();
            assertThat(result.finishReason()).isEqualTo(FinishReason.LENGTH);
            assertThat(result.tokensPerSecond()).isZero();
            assertThatThrownBy(() -> open.answer(new GenerateRequest(OpenFixture.ids(5), -1, Sampling.GREEDY)))
                    .isInstanceOf(RequestException.class).hasMessageContaining("-1");
        }
    }

    @Test
    void eachTokenIsToldAsItComesAndItsTextGrows() {
        CheckpointFolder copy = withoutEndToken(64).withTokenizer();
        try (OpenFixture open = OpenFixture.of(copy.path(), Dtype.FLOAT32)) {
            RecordingContext context = new RecordingContext();
            GenerateResult result = open.answer(new GenerateRequest(new Prompt.Text("Hello"), 12, WILD), context);
            List<Update.Generated> told = context.updates(Update.Generated.class);
            assertThat(told).extracting(Update.Generated::token).isEqualTo(result.continuation());
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i).textSoFar()).startsWith(told.get(i - 1).textSoFar());
            }
            assertThat(result.text()).isEqualTo("Hello" + told.getLast().textSoFar());
            assertThat(told).allSatisfy(update -> assertThat(update.probability()).isBetween(0f, 1f));
        }
    }

    @Test
    void cancellingStopsBetweenTokensAndLeavesWhatWasTold() {
        CheckpointFolder copy = withoutEndToken(64);
        try (OpenFixture open = OpenFixture.of(copy.path(), Dtype.FLOAT32)) {
            // Two looks before the blocks of each pass and one before each token is told.
            RecordingContext context = new RecordingContext(7);
            GenerateRequest request = new GenerateRequest(OpenFixture.ids(5, 6), 20, Sampling.GREEDY);
            assertThatThrownBy(() -> open.answer(request, context)).isInstanceOf(CancellationException.class);
            assertThat(context.updates(Update.Generated.class)).hasSize(2);
            assertThat(open.answer(request).continuation()).hasSize(20);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        try (OpenFixture open = OpenFixture.of("v4/llama")) {
            GenerateRequest request = new GenerateRequest(OpenFixture.ids(5), 3, new Sampling(-1, 0, 1, 0));
            assertThatThrownBy(() -> open.answer(request)).isInstanceOf(SamplingException.class);
        }
    }

    private CheckpointFolder withoutEndToken(int context) {
        return CheckpointFolder.copyOf("v4/llama", folder.resolve("model")).withConfig(config -> {
            config.remove("eos_token_id");
            config.put("max_position_embeddings", context);
        });
    }

    private static List<Integer> continuation(OpenFixture open, Sampling sampling) {
        return open.answer(new GenerateRequest(OpenFixture.ids(5, 6, 7), 20, sampling)).continuation().stream()
                .map(Token::id).toList();
    }

    private static List<Integer> upToEnd(List<Integer> ids) {
        int end = ids.indexOf(END);
        return end < 0 ? ids : ids.subList(0, end + 1);
    }

    private static List<Integer> integers(long[] values) {
        return Arrays.stream(values).mapToObj(value -> (int) value).toList();
    }
}
