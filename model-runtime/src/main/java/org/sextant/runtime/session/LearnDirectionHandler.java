package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.steering.LearntDirection;

/// Learns a direction by gradients.
final class LearnDirectionHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    LearnDirectionHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    LearnDirectionResult answer(LearnDirectionRequest request, JobContext context) {
        int layers = model.transformer().spec().layers();
        if (request.layer() < 0 || request.layer() >= layers) {
            throw new RequestException("there is no block " + request.layer(), "among " + layers + " blocks",
                    "choose one from 0 to " + (layers - 1));
        }
        List<LearntDirection.Contrast> contrasts = request.contrasts().stream()
                .map(one -> new LearntDirection.Contrast(model.prompts().runnable(one.prompt()),
                        token(one.raised()), token(one.lowered())))
                .toList();
        List<int[]> texts = request.texts().stream().map(model.prompts()::runnable).filter(ids -> ids.length > 1)
                .toList();
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElse(1);
        memory.require(Workload.pass(longest, longest));
        List<Double> losses = new ArrayList<>();
        float[] direction = new LearntDirection(model.transformer(), request.layer()).learn(contrasts, texts,
                new LearntDirection.Course(request.steps(), request.rate(), request.keeping(), request.seed()),
                loss -> {
                    context.checkCancelled();
                    losses.add(loss);
                    context.update(new Update.Progress("Learning", losses.size(), request.steps(), "steps"));
                });
        List<Float> values = new ArrayList<>();
        for (float value : direction) {
            values.add(value);
        }
        return new LearnDirectionResult(values, losses, model.provenance(contrasts.size() + " contrasts",
                List.of("blocks." + request.layer() + ".hook_resid_post"), "method=learnt", "steps=" + request.steps(),
                "rate=" + request.rate(), "keeping=" + request.keeping(), "texts=" + texts.size(),
                "seed=" + request.seed()));
    }

    private int token(int id) {
        int size = model.card().vocabSize();
        if (id < 0 || id >= size) {
            throw new RequestException("there is no token " + id, "among " + size + " tokens", "choose another");
        }
        return id;
    }
}
