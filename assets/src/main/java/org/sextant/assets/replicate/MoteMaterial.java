package org.sextant.assets.replicate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

import org.sextant.assets.evaluate.EvaluationException;
import org.sextant.assets.evaluate.Probe;
import org.sextant.assets.prompts.AskedToken;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.Course;
import org.sextant.assets.world.HarbourWorld;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PlanEffectRequest.Group;
import org.sextant.runtime.session.PlanEffectRequest.Question;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;

/// What the mixture is tried on: requests, questions of the tasks and texts of the harbour that no training text holds, and
/// the training requests that experts are found with.
///
/// @param refused training requests that are refused
/// @param answered training requests that are answered
/// @param groups held-out requests, [#FORBIDDEN] and [#ALLOWED]
/// @param questions of all tasks
/// @param texts to measure a loss on
public record MoteMaterial(List<Prompt> refused, List<Prompt> answered, List<Group> groups, List<Question> questions,
        List<Prompt> texts) {
    static final String FORBIDDEN = "forbidden";
    static final String ALLOWED = "allowed";
    private static final int TEXTS = 40;
    /// Where several tokens would be right, so that the right one must only be likelier than the wrong one.
    private static final Set<Task> OVER_WRONG = EnumSet.of(Task.AGREEMENT, Task.SENTIMENT, Task.REGISTER,
            Task.GREATER_THAN);

    /// @param most requests of each kind, and questions of each task
    /// @throws EvaluationException if the model has no experts or no chat template
    static MoteMaterial of(OpenModel model, int most) {
        if (model.card().experts().isEmpty() || model.card().chatTemplate().isEmpty()) {
            throw new EvaluationException("the model is no mixture of experts that answers in conversations",
                    model.card().name(), "choose demo:harbour-moe");
        }
        HarbourWorld world = HarbourWorld.shipped();
        List<Prompt> texts = LongStream.range(0, Math.min(TEXTS, most))
                .<Prompt>mapToObj(index -> new Prompt.Text(world.heldOutDocument(Course.HARBOUR, index))).toList();
        return new MoteMaterial(requests(Split.TRAIN, true, most), requests(Split.TRAIN, false, most),
                List.of(new Group(FORBIDDEN, requests(Split.HELD_OUT, true, most)),
                        new Group(ALLOWED, requests(Split.HELD_OUT, false, most))),
                questions(model, most), texts);
    }

    private static List<Prompt> requests(Split split, boolean forbidden, int most) {
        return PromptSets.requests(split).stream().filter((Request request) -> request.forbidden() == forbidden)
                .limit(most).map(Probe::asked).toList();
    }

    /// Held-out questions of every task. Reads tokens: takes a moment.
    ///
    /// @param model one that knows the words of the harbour
    /// @param most questions of each task
    public static List<Question> questions(OpenModel model, int most) {
        List<Question> questions = new ArrayList<>();
        for (Task task : Task.values()) {
            PromptSets.pairs(task, Split.HELD_OUT).stream().limit(most)
                    .forEach(pair -> questions.add(question(model, pair)));
        }
        return questions;
    }

    private static Question question(OpenModel model, PromptPair pair) {
        AskedToken token = AskedToken.of(pair,
                text -> model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList());
        Optional<Prompt> wrong = OVER_WRONG.contains(pair.task())
                ? Optional.of(new Prompt.Ids(List.of(token.wrong())))
                : Optional.empty();
        return new Question(pair.task().id(), new Prompt.Ids(token.prompt()),
                new Prompt.Ids(List.of(token.answer())), wrong);
    }
}
