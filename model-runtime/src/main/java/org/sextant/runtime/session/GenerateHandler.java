package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.sextant.runtime.generate.Generation;
import org.sextant.runtime.generate.SamplingRule;
import org.sextant.runtime.generate.TextStream;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.session.GenerateResult.FinishReason;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;

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
        require(prompt, request.maxNewTokens(), 1);
        Continuation continuation = new Continuation(prompt, request.maxNewTokens(), context,
                (token, text, probability) -> new Update.Generated(token, text, probability));
        Generation.End end = generation(request.sampling()).run(prompt, request.maxNewTokens(),
                hooks(prompt, request::steering), continuation);
        return result(request.prompt(), continuation, end, request.sampling(), model.changes(request.steering()));
    }

    /// @param live gives the newest plan
    GenerateBesideResult answer(GenerateBesideRequest request, Supplier<SteeringPlan> live, JobContext context) {
        int[] prompt = model.prompts().runnable(request.prompt());
        int count = request.maxNewTokens();
        require(prompt, count, 2);
        List<SteeringPlan> plans = new ArrayList<>();
        AtomicReference<SteeringPlan> now = new AtomicReference<>(SteeringPlan.NONE);
        Continuation plain = new Continuation(prompt, count, context, (token, text,
                probability) -> new Update.Beside(false, token, text, probability, SteeringPlan.NONE));
        Continuation steered = new Continuation(prompt, count, context, (token, text, probability) -> {
            plans.add(now.get());
            return new Update.Beside(true, token, text, probability, now.get());
        });
        Optional<Generation.End> plainEnd = Optional.empty();
        Optional<Generation.End> steeredEnd = Optional.empty();
        try (Generation.Running one = generation(request.sampling()).start(prompt, count,
                Generation.PassHooks.NONE);
                Generation.Running other = generation(request.sampling()).start(prompt, count,
                        hooks(prompt, () -> now.updateAndGet(_ -> live.get())))) {
            while (plainEnd.isEmpty() || steeredEnd.isEmpty()) {
                context.checkCancelled();
                context.letOthersIn();
                plainEnd = plainEnd.isPresent() ? plainEnd : one.step(plain);
                steeredEnd = steeredEnd.isPresent() ? steeredEnd : other.step(steered);
            }
        }
        return new GenerateBesideResult(
                result(request.prompt(), plain, plainEnd.get(), request.sampling(), List.of()),
                result(request.prompt(), steered, steeredEnd.get(), request.sampling(),
                        plans.stream().distinct().flatMap(plan -> model.changes(plan).stream()).distinct().toList()),
                plans);
    }

    private Generation generation(Sampling sampling) {
        SamplingRule rule = new SamplingRule(sampling.temperature(), sampling.topK(), sampling.topP());
        // The first number of java.util.Random hardly changes with a small seed; this one mixes its seed well.
        return new Generation(model.transformer(), rule, new SplittableRandom(sampling.seed()), model.endTokens());
    }

    private Generation.PassHooks hooks(int[] prompt, Supplier<SteeringPlan> plan) {
        return (scope, start, past) -> {
            HookTable hooks = new HookTable();
            model.steer(plan.get(), new Positions.Window(start, past, prompt.length), scope, hooks);
            return hooks;
        };
    }

    private void require(int[] prompt, int maxNewTokens, int continuations) {
        requireCount(maxNewTokens);
        long room = Math.min(model.card().contextLength(), (long) prompt.length + maxNewTokens);
        memory.require(Workload.pass(prompt.length, 1).caching(continuations * room));
    }

    private GenerateResult result(Prompt asked, Continuation continuation, Generation.End end, Sampling sampling,
            List<String> changes) {
        List<String> settings = new ArrayList<>(List.of("max_new_tokens=" + continuation.asked,
                "temperature=" + sampling.temperature(), "top_k=" + sampling.topK(), "top_p=" + sampling.topP(),
                "seed=" + sampling.seed()));
        settings.addAll(changes);
        return new GenerateResult(model.prompts().tokens(continuation.prompt, 0), continuation.tokens,
                model.prompts().decode(continuation.whole()), FinishReason.valueOf(end.name()),
                continuation.tokensPerSecond(),
                model.provenance(asked, continuation.prompt, List.of(), settings.toArray(String[]::new)));
    }

    private static void requireCount(int maxNewTokens) {
        if (maxNewTokens < 0) {
            throw new RequestException("the number of new tokens is " + maxNewTokens, "in the request",
                    "ask for 0 or more");
        }
    }

    /// How a new token is told.
    private interface Told {
        Update of(Token token, String textSoFar, float probability);
    }

    /// Collects the new tokens and tells them on as they come.
    private final class Continuation implements Generation.Listener {
        private final int[] prompt;
        private final int asked;
        private final JobContext context;
        private final Told told;
        private final TextStream text;
        private final List<Token> tokens = new ArrayList<>();
        private long firstAt;
        private long lastAt;

        Continuation(int[] prompt, int asked, JobContext context, Told told) {
            this.prompt = prompt;
            this.asked = asked;
            this.context = context;
            this.told = told;
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
            context.update(told.of(token, text.add(draw.id()), draw.probability()));
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
