package org.sextant.assets.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;

/// The task table of the harbour models, on material that no training text holds: how often the right word is the most
/// likely one, or more likely than the wrong one, and the loss on texts beside what counting words reaches.
public final class Evaluation implements ModelEvaluation {
    private static final int LOSS_TEXTS = 200;
    private static final int COUNTED_TEXTS = 20_000;
    private static final int GRAM = 5;

    private final int most;

    /// On all prompts.
    public Evaluation() {
        this(Integer.MAX_VALUE);
    }

    /// On a few prompts.
    ///
    /// @param most prompts of each task at the most
    public Evaluation(int most) {
        this.most = most;
    }

    /// @throws EvaluationException if the model does not know the words of the harbour
    @Override
    public EvaluationReport of(OpenModel model, Consumer<Update.Progress> progress) {
        Prompts prompts = new Prompts(model);
        if (!prompts.speaksHarbour()) {
            throw new EvaluationException("the model's tokenizer has no word of the harbour's answers as one token",
                    model.card().name(), "choose one of the demo models");
        }
        List<Row> rows = new ArrayList<>();
        for (Task task : Task.values()) {
            progress.accept(new Update.Progress("tasks", rows.size(), Task.values().length, "tasks"));
            rows.add(row(task, prompts, model.card().name()));
        }
        rows.addAll(losses(model, progress));
        return EvaluationReport.of(model.card(), rows, List.of(
                "Prompts are the bundled held-out sets; right answer: the token is the most likely one of all; over wrong:"
                        + " it is more likely than the wrong one; greater: the most likely token is a greater year.",
                "Baselines count the words of the first " + COUNTED_TEXTS
                        + " training texts (Witten–Bell); losses are over " + LOSS_TEXTS + " held-out texts."));
    }

    private Row row(Task task, Prompts prompts, String model) {
        List<PromptPair> pairs = PromptSets.pairs(task, Split.HELD_OUT);
        List<PromptPair> some = pairs.subList(0, Math.min(most, pairs.size()));
        Measure measure = Measure.of(task);
        long right = some.stream().filter(pair -> measure.holds(prompts.asked(pair), prompts::text)).count();
        double share = (double) right / some.size();
        String name = task.id().replace('-', ' ');
        return Aims.of(model, task).map(aim -> Row.atLeast(aim, name, measure.figure(), share, some.size()))
                .orElseGet(() -> Row.noted(name, measure.figure(), share, some.size()));
    }

    private List<Row> losses(OpenModel model, Consumer<Update.Progress> progress) {
        HarbourWorld world = HarbourWorld.shipped();
        int texts = Math.min(most, LOSS_TEXTS);
        NGramModel unigram = new NGramModel(1, model.card().vocabSize());
        NGramModel grams = new NGramModel(GRAM, model.card().vocabSize());
        int counted = most < LOSS_TEXTS ? 100 * most : COUNTED_TEXTS;
        for (int i = 0; i < counted; i++) {
            List<Integer> ids = ids(model, world.document(i));
            unigram.learn(ids);
            grams.learn(ids);
        }
        double own = 0;
        double single = 0;
        double five = 0;
        long tokens = 0;
        for (int i = 0; i < texts; i++) {
            progress.accept(new Update.Progress("loss", i, texts, "texts"));
            List<Integer> ids = ids(model, world.heldOutDocument(i));
            own += loss(model, ids);
            single += unigram.loss(ids);
            five += grams.loss(ids);
            tokens += ids.size() - 1;
        }
        String figure = "loss (nats a token)";
        return List.of(Row.noted("held-out texts", figure, own / tokens, tokens),
                Row.noted("held-out texts, 5-gram", figure, five / tokens, tokens),
                Row.noted("held-out texts, unigram", figure, single / tokens, tokens));
    }

    private static List<Integer> ids(OpenModel model, String text) {
        return model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList();
    }

    private static double loss(OpenModel model, List<Integer> ids) {
        TensorValue logits = model.submit(new RunRequest(new Prompt.Ids(ids), List.of(), 1, true)).await().logits()
                .orElseThrow();
        int vocabulary = logits.size(-1);
        double sum = 0;
        for (int i = 0; i + 1 < ids.size(); i++) {
            float[] row = logits.slice(i * vocabulary, vocabulary);
            double peak = IntStream.range(0, vocabulary).mapToDouble(id -> row[id]).max().orElseThrow();
            double total = IntStream.range(0, vocabulary).mapToDouble(id -> Math.exp(row[id] - peak)).sum();
            sum += peak + Math.log(total) - row[ids.get(i + 1)];
        }
        return sum;
    }

    /// What the figures should be, by model and task.
    private static final class Aims {
        static Optional<Double> of(String model, Task task) {
            if (model.endsWith("harbour-base")) {
                return switch (task) {
                    case INDIRECT_OBJECT, FACTS, GREATER_THAN, BRACKETS, INDUCTION -> Optional.of(0.95);
                    case AGREEMENT -> Optional.of(0.97);
                    case SENTIMENT, REGISTER, CHAT -> Optional.empty();
                };
            }
            return model.endsWith("harbour-mini") && task == Task.INDIRECT_OBJECT ? Optional.of(0.9) : Optional.empty();
        }
    }
}
