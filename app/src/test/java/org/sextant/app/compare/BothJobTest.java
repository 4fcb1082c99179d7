package org.sextant.app.compare;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.session.Update;

import static org.assertj.core.api.Assertions.assertThat;

/// The same question to two models, whose jobs end when the test says so.
class BothJobTest {
    private final Held first = new Held(new CompletableFuture<>());
    private final Held second = new Held(new CompletableFuture<>());
    private final Job<Integer> both = BothJob.of(first, second, Integer::sum);

    private record Held(CompletableFuture<Integer> future) implements Job<Integer> {
        @Override
        public CompletionStage<Integer> completion() {
            return future;
        }

        @Override
        public void onUpdate(Consumer<Update> listener) {
            // It says nothing.
        }

        @Override
        public void cancel() {
            future.completeExceptionally(new CancellationException());
        }

        @Override
        public boolean isDone() {
            return future.isDone();
        }

        @Override
        public Integer await() {
            return future.join();
        }
    }

    @Test
    void itIsDoneWhenBothAre() {
        first.future().complete(2);
        assertThat(both.isDone()).isFalse();
        assertThat(both.completion().toCompletableFuture()).isNotDone();
        second.future().complete(3);
        assertThat(both.completion().toCompletableFuture()).isCompletedWithValue(5);
        assertThat(both.await()).isEqualTo(5);
    }

    @Test
    void aFailureOfTheOneEndsTheOther() {
        second.future().completeExceptionally(new RequestException("no", "here", "do else"));
        assertThat(first.isDone()).isTrue();
        assertThat(both.completion().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void bothAreCancelledTogether() {
        both.cancel();
        assertThat(first.isDone()).isTrue();
        assertThat(second.isDone()).isTrue();
    }
}
