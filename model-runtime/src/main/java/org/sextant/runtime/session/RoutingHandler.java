package org.sextant.runtime.session;

import java.util.List;

/// Where the tokens of a prompt went.
final class RoutingHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    RoutingHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    RoutingResult answer(RoutingRequest request, JobContext context) {
        RoutingReader reader = new RoutingReader(model, memory);
        int[] prompt = model.prompts().runnable(request.prompt());
        RoutingReader.Read read = reader.read(prompt, request.maxNewTokens(), request.steering(), context);
        return new RoutingResult(model.prompts().tokens(read.ids(), 0), prompt.length, reader.experts(),
                reader.chosen(), read.layers(),
                model.provenance(request.prompt(), read.ids(), List.of("blocks.*.mlp.hook_router_logits"),
                        request.steering(), "max_new_tokens=" + request.maxNewTokens()));
    }
}
