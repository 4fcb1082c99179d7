package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;

/// A model that is open. Requests queue and run one after another on the model's own thread.
public interface OpenModel extends AutoCloseable {
    ModelCard card();

    /// The prompt as tokens. Quick and safe on any thread.
    ///
    /// @throws PromptException if the prompt is text and the model has no tokenizer, a conversation and it has no chat
    ///         template, or an id is out of range
    /// @throws org.sextant.runtime.SextantException if the chat template cannot render the conversation
    List<Token> tokenize(Prompt prompt);

    /// Prompts as tokens, with those marked that a rule means. Quick and safe on any thread.
    ///
    /// @param padded whether shorter prompts are filled up with spaces, as ActAdd has it
    /// @throws PromptException as [#tokenize], or if a prompt has no such token
    List<ReadTokens> read(List<Prompt> prompts, TokenPosition rule, boolean padded);

    /// A conversation as text, by the model's own chat template. Quick and safe on any thread.
    ///
    /// @throws PromptException if the model has no chat template, or the conversation no turns
    /// @throws org.sextant.runtime.SextantException if the template cannot render the conversation
    String render(Prompt.Chat chat);

    /// Queues a request.
    <R> Job<R> submit(Request<R> request);

    /// Queues a request that replaces a waiting or running one of the same lane: of many moves of a slider only the
    /// newest is answered. The replaced one is cancelled.
    <R> Job<R> submitLatest(String lane, Request<R> request);

    /// Queues a request that nobody waits for: it runs when nothing else is asked, and between its steps all that has
    /// been asked meanwhile is answered first.
    default <R> Job<R> submitIdle(Request<R> request) {
        return submit(request);
    }

    /// Gives the plan that [GenerateBesideRequest] follows from its next token on. Quick and safe on any thread; nothing
    /// else is changed by it.
    void steer(SteeringPlan plan);

    /// Cancels what waits, ends what runs, and frees the model's memory before it returns.
    @Override
    void close();
}
