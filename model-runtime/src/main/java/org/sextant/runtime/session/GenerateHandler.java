package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.sextant.runtime.generate.Generation;
import org.sextant.runtime.generate.SamplingRule;
import org.sextant.runtime.generate.TextStream;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.session.GenerateResult.FinishReason;
import org.sextant.runtime.steering.Positions;

/// Continues a prompt.
final class GenerateHandler {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadedModel model;
    private final WorkingMemory memory;

    GenerateHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    GenerateResult answer(GenerateRequest request, JobContext context) {
        int[] prompt = model.prompts().runnable(request.prompt());
        requireCount(request.maxNewTokens());
        Sampling sampling = request.sampling();
        SamplingRule rule = new SamplingRule(sampling.temperature(), sampling.topK(), sampling.topP());
        // The first number of java.util.Random hardly changes with a small seed; this one mixes its seed well.
        Generation generation = new Generation(model.transformer(), rule, new SplittableRandom(sampling.seed()),
                model.endTokens());
        long room = Math.min(model.card().contextLength(), (long) prompt.length + request.maxNewTokens());
        memory.require(Workload.pass(prompt.length, 1).caching(room));
        Continuation continuation = new Continuation(prompt, request.maxNewTokens(), context);
        Generation.End end = generation.run(prompt, request.maxNewTokens(), (scope, start, past) -> {
            HookTable hooks = new HookTable();
            model.steer(request.steering(), new Positions.Window(start, past, prompt.length), scope, hooks);
            return hooks;
        }, continuation);
        return new GenerateResult(model.prompts().tokens(prompt, 0), continuation.tokens,
                model.prompts().decode(continuation.whole()), FinishReason.valueOf(end.name()),
                continuation.tokensPerSecond(),
                model.provenance(request.prompt(), prompt, List.of(), request.steering(),
                        "max_new_tokens=" + request.maxNewTokens(),
                        "temperature=" + sampling.temperature(), "top_k=" + sampling.topK(),
                        "top_p=" + sampling.topP(), "seed=" + sampling.seed()));
    }

    private static void requireCount(int maxNewTokens) {
        if (maxNewTokens < 0) {
            throw new RequestException("the number of new tokens is " + maxNewTokens, "in the request",
                    "ask for 0 or more");
        }
    }

    /// Collects the new tokens and tells them on as they come.
    private final class Continuation implements Generation.Listener {
        private final int[] prompt;
        private final int asked;
        private final JobContext context;
        private final TextStream text;
        private final List<Token> tokens = new ArrayList<>();
        private long firstAt;
        private long lastAt;

        Continuation(int[] prompt, int asked, JobContext context) {
            this.prompt = prompt;
            this.asked = asked;
            this.context = context;
            this.text = new TextStream(prompt, model.prompts()::decode);
        }

        @Override
        public void before(int block, int total) {
            context.checkCancelled();
        }

        @Override
        public void drawn(SamplingRule.Draw draw) {
            context.checkCancelled();
            lastAt = System.nanoTime();
            firstAt = tokens.isEmpty() ? lastAt : firstAt;
            Token token = model.prompts().token(prompt.length + tokens.size(), draw.id());
            tokens.add(token);
            context.update(new Update.Generated(token, text.add(draw.id()), draw.probability()));
            context.update(new Update.Progress("Generating", tokens.size(), asked, "tokens"));
        }

        int[] whole() {
            return IntStream.concat(IntStream.of(prompt), tokens.stream().mapToInt(Token::id)).toArray();
        }

        /// New tokens by the time from the first on; 0 where there is no such time.
        double tokensPerSecond() {
            return tokens.size() < 2 ? 0 : (tokens.size() - 1) * NANOS_PER_SECOND / Math.max(1, lastAt - firstAt);
        }
    }
}
