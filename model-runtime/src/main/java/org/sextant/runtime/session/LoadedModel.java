package org.sextant.runtime.session;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.SextantVersion;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.steering.ModelShape;
import org.sextant.runtime.steering.PlanHooks;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;

/// What the handlers of requests work with.
///
/// @param transformer touched on the model thread alone
/// @param card what the model is
/// @param prompts its tokens
/// @param endTokens ids that end a text
/// @param saes that its features belong to
record LoadedModel(Transformer transformer, ModelCard card, PromptReader prompts, Set<Integer> endTokens,
        SaeShelf saes) implements AutoCloseable {
    /// Looks for cancellation and tells progress between blocks.
    static BlockListener between(JobContext context) {
        return (block, total) -> {
            context.checkCancelled();
            context.update(new Update.Progress("Running", block, total, "blocks"));
        };
    }

    /// Adds the changes of a plan to the hooks of one pass.
    ///
    /// @param scope lives as long as the pass
    void steer(SteeringPlan plan, Positions.Window window, NDManager scope, HookTable hooks) {
        new PlanHooks(scope, transformer.type(), ModelShape.of(transformer), saes::ofEdit).add(plan, window, hooks);
    }

    /// What a person should know of what a plan does to this model.
    ///
    /// @throws org.sextant.runtime.steering.SteeringException if it does not fit
    List<String> notes(SteeringPlan plan) {
        return ModelShape.of(transformer).require(plan.experts()).stream().flatMap(layer -> layer.note().stream())
                .toList();
    }

    /// A setting for each change of a plan, and for each note on it.
    ///
    /// @throws org.sextant.runtime.steering.SteeringException if it does not fit
    List<String> changes(SteeringPlan plan) {
        return Stream.concat(plan.summaries().stream(), notes(plan).stream().map(note -> "note=" + note)).toList();
    }

    /// Candidates with their text, in the order in which they are given.
    List<Prediction> predictions(List<TokenDistribution.Candidate> candidates) {
        Prediction[] predictions = new Prediction[candidates.size()];
        for (int rank = 0; rank < predictions.length; rank++) {
            TokenDistribution.Candidate candidate = candidates.get(rank);
            predictions[rank] = new Prediction(rank, candidate.id(), prompts.text(candidate.id()), candidate.logit(),
                    (float) candidate.probability());
        }
        return List.of(predictions);
    }

    /// @param steering each of its changes becomes a setting
    Provenance provenance(Prompt prompt, int[] ids, List<String> sites, SteeringPlan steering, String... settings) {
        String[] all = Stream
                .concat(Stream.of(settings), changes(steering).stream()).toArray(String[]::new);
        return provenance(prompt, ids, sites, all);
    }

    Provenance provenance(Prompt prompt, int[] ids, List<String> sites, String... settings) {
        return provenance(asText(prompt), Arrays.stream(ids).boxed().toList(), sites, settings);
    }

    /// Of what was computed from a file of texts.
    ///
    /// @param corpus the file
    Provenance provenance(String corpus, List<String> sites, String... settings) {
        return provenance(corpus, List.of(), sites, settings);
    }

    private Provenance provenance(String prompt, List<Integer> ids, List<String> sites, String... settings) {
        return new Provenance(card.name(), card.folder().toString(), card.hash(), card.dtype().label(), card.device(),
                prompt, ids, sites, List.of(settings), SextantVersion.current());
    }

    /// A prompt in a person's words: its text, or its ids as text.
    String words(Prompt prompt) {
        return asText(prompt);
    }

    private String asText(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> text.text();
            case Prompt.Chat chat -> prompts.rendered(chat);
            case Prompt.Ids given ->
                given.ids().stream().map(String::valueOf).collect(Collectors.joining(","));
        };
    }

    @Override
    public void close() {
        saes.close();
        transformer.close();
    }
}
