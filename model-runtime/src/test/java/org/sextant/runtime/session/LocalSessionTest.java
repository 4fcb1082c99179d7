package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.testing.CheckpointFolder;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.testing.ReferenceTensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The whole way: a folder is opened, a request is asked, a record comes back.
class LocalSessionTest {
    @TempDir
    private Path folder;
    private final Session session = Session.local();

    @AfterEach
    void close() {
        session.close();
    }

    @ParameterizedTest
    @FieldSource("org.sextant.runtime.testing.Fixtures#NAMES")
    void logitsAreThoseOfTheReference(String fixture) {
        ReferenceTensors reference = Fixtures.reference(fixture);
        OpenModel model = open(fixture);
        RunResult result = model.submit(new RunRequest(OpenFixture.prompt(reference), List.of(), 3, true)).await();
        float[] expected = Arrays.copyOf(reference.floats("logits"), result.logits().orElseThrow().length());
        float[] actual = result.logits().orElseThrow().toArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(1e-4f);
        }
    }

    @Test
    void devicesBeginWithTheProcessor() {
        assertThat(session.devices()).startsWith("cpu");
    }

    @Test
    void ofManyMovesOfASliderTheNewestIsAnsweredAndTheOthersAreAnsweredOrCancelled() {
        OpenModel model = open("v4/llama");
        List<Job<RunResult>> moves = new ArrayList<>();
        for (int move = 0; move < 60; move++) {
            moves.add(model.submitLatest("slider", run(move)));
        }
        assertThat(moves.getLast().await().tokens()).extracting(Token::id).containsExactly(59);
        for (Job<RunResult> move : moves) {
            try {
                assertThat(move.await().tokens()).hasSize(1);
            } catch (CancellationException replaced) {
                assertThat(move).isNotSameAs(moves.getLast());
            }
        }
    }

    @Test
    void everyRequestIsAnsweredInTheOrderOfAsking() {
        OpenModel model = open("v4/llama");
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<?>> done = new ArrayList<>();
        for (int id = 0; id < 20; id++) {
            done.add(model.submit(run(id)).completion()
                    .thenAccept(result -> order.add(result.tokens().getFirst().id())).toCompletableFuture());
        }
        done.forEach(CompletableFuture::join);
        assertThat(order).hasSize(20).isSorted();
    }

    @Test
    void aFailedRequestLeavesTheModelOpen() {
        OpenModel model = open("v4/llama");
        Job<RunResult> bad = model.submit(run(1000));
        assertThatThrownBy(bad::await).isInstanceOf(PromptException.class).hasMessageContaining("token id 1000");
        assertThat(model.submit(run(5)).await().top()).hasSize(1);
    }

    @Test
    void aClosedModelRefusesAndSaysSo() {
        OpenModel model = open("v4/llama");
        model.close();
        model.close();
        assertThatThrownBy(() -> model.submit(run(5))).isInstanceOf(RequestException.class)
                .hasMessageContaining("closed").hasMessageContaining("llama");
        assertThatThrownBy(() -> model.submitLatest("slider", run(5))).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> model.tokenize(OpenFixture.ids(5))).isInstanceOf(RequestException.class);
        assertThat(model.card().layers()).isEqualTo(2);
    }

    @Test
    void tokenizingWhileTheModelClosesGivesTheTokensOrSaysThatItIsClosed() {
        Path tokenized = CheckpointFolder.copyOf("v4/llama", folder.resolve("llama")).withTokenizer().path();
        // So long that the model closes before its tokenizer has even begun.
        Prompt text = new Prompt.Text("a".repeat(1_000_000));
        for (int round = 0; round < 2; round++) {
            OpenModel model = session.open(new OpenRequest(new ModelLocation.Folder(tokenized))).await();
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<List<Token>> tokens = CompletableFuture.supplyAsync(() -> {
                asked.countDown();
                return model.tokenize(text);
            });
            awaitUninterruptibly(asked);
            model.close();
            try {
                assertThat(tokens.join()).hasSize(1_000_000);
            } catch (CompletionException refused) {
                assertThat(refused).hasCauseInstanceOf(RequestException.class).hasMessageContaining("closed");
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void closingWhileRequestsRunAndWaitEndsThemAll() {
        OpenModel model = open("v4/llama");
        List<Job<GenerateResult>> jobs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            jobs.add(model.submit(new GenerateRequest(OpenFixture.ids(5), 100, new Sampling(3, 0, 1, i))));
        }
        model.close();
        assertThat(jobs).allSatisfy(job -> assertThat(job.isDone()).isTrue());
        assertThatThrownBy(() -> jobs.getLast().await()).isInstanceOf(CancellationException.class);
    }

    @Test
    void closingTheSessionClosesItsModels() {
        OpenModel model = open("v4/llama");
        OpenModel another = open("v4/gpt2");
        session.close();
        assertThatThrownBy(() -> model.submit(run(5))).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> another.submit(run(5))).isInstanceOf(RequestException.class);
        OpenRequest late = new OpenRequest(new ModelLocation.Folder(Fixtures.folder("v4/llama")));
        assertThatThrownBy(() -> session.open(late)).isInstanceOf(RequestException.class)
                .hasMessageContaining("session is closed");
    }

    @Test
    void twoModelsAnswerSideBySide() {
        OpenModel model = open("v4/llama");
        OpenModel another = open("v4/gpt2");
        Job<RunResult> first = model.submit(run(5));
        Job<RunResult> second = another.submit(run(5));
        assertThat(first.await().provenance().model()).isEqualTo("llama");
        assertThat(second.await().provenance().model()).isEqualTo("gpt2");
    }

    @Test
    void aFailureToOpenComesUnwrapped() {
        Job<OpenModel> job = session.open(new OpenRequest(new ModelLocation.Folder(Path.of("/no/such/folder"))));
        assertThatThrownBy(job::await).isInstanceOf(SextantException.class).hasMessageContaining("/no/such/folder");
    }

    private static RunRequest run(int id) {
        return new RunRequest(OpenFixture.ids(id), List.of(), 1, false);
    }

    private OpenModel open(String fixture) {
        return session.open(new OpenRequest(new ModelLocation.Folder(Fixtures.folder(fixture)))).await();
    }
}
