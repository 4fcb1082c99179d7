package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.generate.TextStream;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ExpertLoadResult.PromptLoad;

/// Counts what experts have to do with prompts.
final class ExpertLoadHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    ExpertLoadHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    ExpertLoadResult answer(ExpertLoadRequest request, JobContext context) {
        RoutingReader reader = new RoutingReader(model, memory);
        List<Integer> layers = model.card().experts().orElseThrow().layers();
        memory.requireHeld((long) request.prompts().size() * layers.size() * reader.experts() * Float.BYTES,
                "loads of the experts");
        List<PromptLoad> loads = new ArrayList<>();
        for (Prompt prompt : request.prompts()) {
            context.checkCancelled();
            context.letOthersIn();
            loads.add(load(request, prompt, reader, context));
            context.update(new Update.Progress("Reading", loads.size(), request.prompts().size(), "prompts"));
        }
        return new ExpertLoadResult(layers, reader.experts(), loads,
                model.provenance(request.prompts().size() + " prompts", List.of("blocks.*.mlp.hook_expert_indices"),
                        settings(request)));
    }

    private String[] settings(ExpertLoadRequest request) {
        List<String> settings = new ArrayList<>(List.of("span=" + request.span().id(),
                "measure=" + request.measure().id(), "per_token=" + request.perToken(),
                "max_new_tokens=" + request.maxNewTokens()));
        settings.addAll(model.changes(request.steering()));
        return settings.toArray(String[]::new);
    }

    private PromptLoad load(ExpertLoadRequest request, Prompt prompt, RoutingReader reader, JobContext context) {
        int[] ids = model.prompts().runnable(prompt);
        RoutingReader.Read read = reader.read(ids, request.maxNewTokens(), request.steering(),
                new QuietContext(context));
        int from = request.span() == Span.GENERATED ? ids.length : 0;
        int to = request.span() == Span.PROMPT ? ids.length : read.ids().length;
        String response = continued(ids, read.continuation());
        return new PromptLoad(model.words(prompt), response, to - from,
                load(request, read.layers(), reader.experts(), from, to));
    }

    private String continued(int[] prompt, int[] continuation) {
        TextStream stream = new TextStream(prompt, model.prompts()::decode);
        String text = "";
        for (int id : continuation) {
            text = stream.add(id);
        }
        return text;
    }

    /// `[layer, expert]`.
    private static TensorValue load(ExpertLoadRequest request, List<RoutedLayer> layers, int experts, int from,
            int to) {
        float[] sums = new float[layers.size() * experts];
        for (int row = 0; row < layers.size(); row++) {
            RoutedLayer layer = layers.get(row);
            for (int position = from; position < to; position++) {
                for (int rank = 0; rank < layer.chosen().size(1); rank++) {
                    sums[row * experts + layer.expert(position, rank)] += request.measure() == Measure.TOKENS
                            ? 1
                            : layer.weight(position, rank);
                }
            }
        }
        for (int i = 0; i < sums.length && request.perToken() && to > from; i++) {
            sums[i] /= to - from;
        }
        return TensorValue.of(sums, layers.size(), experts);
    }
}
