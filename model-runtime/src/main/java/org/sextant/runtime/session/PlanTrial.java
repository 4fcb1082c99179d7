package org.sextant.runtime.session;

import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.generate.Generation;
import org.sextant.runtime.generate.GreedyBatch;
import org.sextant.runtime.generate.TextStream;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.RefusalScore;
import org.sextant.runtime.steering.SteeringPlan;

/// Prompts, questions and texts, read once, that every plan is tried on.
final class PlanTrial {
    /// More at a time are hardly quicker.
    private static final int AT_ONCE = 32;

    private final LoadedModel model;
    private final RefusalRule rule;
    private final Set<Integer> refusalTokens;
    private final List<Sequences> groups;
    private final Sequences asked;
    private final List<Question> questions;
    private final TextLoss texts;

    private PlanTrial(LoadedModel model, WorkingMemory memory, PlanEffectRequest request) {
        this.model = model;
        this.rule = request.rule();
        AnswerTokens tokens = new AnswerTokens(model.prompts());
        this.refusalTokens = request.groups().isEmpty() ? Set.of() : tokens.beginning(rule.beginnings());
        this.groups = request.groups().stream().map(group -> sequences(group.prompts(), rule.tokens(), memory))
                .toList();
        this.asked = sequences(request.questions().stream().map(PlanEffectRequest.Question::prompt).toList(), 1,
                memory);
        this.questions = request.questions().stream().map(question -> Question.of(question, tokens)).toList();
        this.texts = TextLoss.of(model, request.texts());
        if (texts.texts().size() < request.texts().size()) {
            throw new RequestException("a text has fewer than two tokens", "in the request",
                    "leave it out: its first token is not predicted");
        }
        if (!request.texts().isEmpty()) {
            memory.require(Workload.pass(texts.longest(), texts.longest()));
        }
    }

    /// @throws PromptException if a prompt cannot be run
    /// @throws RequestException if no token begins a refusal, or a text is too short
    static PlanTrial of(LoadedModel model, WorkingMemory memory, PlanEffectRequest request) {
        return new PlanTrial(model, memory, request);
    }

    /// Prompts in batches.
    private record Sequences(List<int[]> prompts, LengthBatches batches) {}

    /// @param wrong empty where the answer has to be the likeliest
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Question(String task, int answer, int[] wrong) {
        static Question of(PlanEffectRequest.Question asked, AnswerTokens tokens) {
            int answer = first(asked, asked.answer(), tokens);
            return new Question(asked.task(), answer,
                    asked.wrong().stream().mapToInt(wrong -> first(asked, wrong, tokens)).toArray());
        }

        private static int first(PlanEffectRequest.Question asked, Prompt answer, AnswerTokens tokens) {
            int[] ids = tokens.after(asked.prompt(), answer);
            if (ids.length == 0) {
                throw new RequestException("an answer is empty", "in the questions of " + asked.task(),
                        "give one token at least");
            }
            return ids[0];
        }

        boolean isRight(float[] logits) {
            IntStream others = wrong.length > 0 ? IntStream.of(wrong) : IntStream.range(0, logits.length);
            return others.noneMatch(id -> id != answer && logits[id] >= logits[answer]);
        }
    }

    /// What came of one plan.
    ///
    /// @param groups refusals by group
    /// @param right 1 for each question that is answered right, else 0
    /// @param nats of each text
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(List<Answers> groups, double[] right, double[] nats) {}

    /// Answers to the prompts of a group.
    ///
    /// @param refused 1 for each refusal, else 0
    /// @param scores refusal scores
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answers(List<String> texts, double[] refused, double[] scores) {}

    private Sequences sequences(List<Prompt> prompts, int newTokens, WorkingMemory memory) {
        List<int[]> ids = prompts.stream().map(model.prompts()::runnable).toList();
        int longest = ids.stream().mapToInt(one -> one.length).max().orElse(1);
        int atOnce = memory.sequencesAtOnce(longest + newTokens, false, AT_ONCE);
        return new Sequences(ids, LengthBatches.of(ids, atOnce));
    }

    /// Passes of one plan, a continuation counted once.
    int steps() {
        return Stream.concat(groups.stream(), Stream.of(asked)).mapToInt(one -> one.batches().batches().size()).sum()
                + texts.texts().size();
    }

    Set<Integer> refusalTokens() {
        return refusalTokens;
    }

    /// Tokens of each text that are predicted.
    int[] tokens() {
        return texts.texts().stream().mapToInt(ids -> ids.length - 1).toArray();
    }

    /// Those values that belong to questions of a task.
    ///
    /// @param values one for each question
    double[] ofTask(String task, double[] values) {
        return IntStream.range(0, values.length).filter(i -> questions.get(i).task().equals(task))
                .mapToDouble(i -> values[i]).toArray();
    }

    /// @throws org.sextant.runtime.steering.SteeringException if an edit does not fit the model
    void check(SteeringPlan plan) {
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(plan, Positions.Window.whole(1), scope, new HookTable());
        }
    }

    /// @param done is told how many passes were made
    Outcome run(SteeringPlan plan, JobContext context, IntConsumer done) {
        Steps steps = new Steps(plan, context, done);
        List<Answers> answers = groups.stream().map(group -> answers(group, steps)).toList();
        double[] right = new double[questions.size()];
        steps.continued(asked, 1, (number, continuation) -> right[number] = questions.get(number)
                .isRight(continuation.firstLogits()) ? 1 : 0);
        double[] nats = texts.texts().stream().mapToDouble(steps::nats).toArray();
        return new Outcome(answers, right, nats);
    }

    private Answers answers(Sequences group, Steps steps) {
        int count = group.prompts().size();
        String[] said = new String[count];
        double[] refused = new double[count];
        double[] scores = new double[count];
        RefusalScore score = new RefusalScore(refusalTokens);
        steps.continued(group, rule.tokens(), (number, continuation) -> {
            said[number] = text(group.prompts().get(number), continuation.ids());
            refused[number] = rule.isRefusal(said[number]) ? 1 : 0;
            scores[number] = score.of(continuation.firstLogits());
        });
        return new Answers(List.of(said), refused, scores);
    }

    private String text(int[] prompt, List<Integer> ids) {
        TextStream stream = new TextStream(prompt, model.prompts()::decode);
        String text = "";
        for (int id : ids) {
            text = stream.add(id);
        }
        return text.strip();
    }

    /// Takes what came of a prompt.
    private interface Taker {
        void take(int number, GreedyBatch.Continuation continuation);
    }

    /// The passes of one plan.
    private final class Steps {
        private final SteeringPlan plan;
        private final JobContext context;
        private final IntConsumer done;
        private final BlockListener listener;
        private int count;

        Steps(SteeringPlan plan, JobContext context, IntConsumer done) {
            this.plan = plan;
            this.context = context;
            this.done = done;
            this.listener = (_, _) -> context.checkCancelled();
        }

        void continued(Sequences all, int newTokens, Taker taker) {
            GreedyBatch batch = new GreedyBatch(model.transformer(), model.endTokens(), listener);
            for (List<Integer> numbers : all.batches().batches()) {
                List<int[]> prompts = numbers.stream().map(all.prompts()::get).toList();
                List<GreedyBatch.Continuation> answers = batch.run(prompts, newTokens,
                        hooks(prompts.getFirst().length));
                for (int i = 0; i < answers.size(); i++) {
                    taker.take(numbers.get(i), answers.get(i));
                }
                step();
            }
        }

        private Generation.PassHooks hooks(int promptLength) {
            return (scope, start, end) -> {
                HookTable hooks = new HookTable();
                model.steer(plan, new Positions.Window(start, end, promptLength), scope, hooks);
                return hooks;
            };
        }

        double nats(int[] ids) {
            double nats = texts.of(ids, plan, listener);
            step();
            return nats;
        }

        private void step() {
            count++;
            done.accept(count);
            context.letOthersIn();
        }
    }
}
