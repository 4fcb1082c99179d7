package org.sextant.runtime.session;

import java.util.List;

/// A model that is open. Requests queue and run one after another on the model's own thread.
public interface OpenModel extends AutoCloseable {
    ModelCard card();

    /// The prompt as tokens. Quick and safe on any thread.
    ///
    /// @throws PromptException if the prompt is text and the model has no tokenizer, or an id is out of range
    List<Token> tokenize(Prompt prompt);

    /// Queues a request.
    <R> Job<R> submit(Request<R> request);

    /// Queues a request that replaces a waiting or running one of the same lane: of many moves of a slider only the
    /// newest is answered. The replaced one is cancelled.
    <R> Job<R> submitLatest(String lane, Request<R> request);

    /// Cancels what waits, ends what runs, and frees the model's memory before it returns.
    @Override
    void close();
}
