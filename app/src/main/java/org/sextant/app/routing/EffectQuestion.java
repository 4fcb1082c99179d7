package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.PlanEffectRequest;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.PlanEffectRequest.Group;
import org.sextant.runtime.session.PlanEffectRequest.Question;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalRule;
import org.sextant.runtime.session.RefusalRule.Place;
import org.sextant.runtime.steering.SteeringPlan;

/// What is asked about plans; view and command ask alike.
///
/// @param arms the plans beside the unsteered model, which comes first
/// @param requests prompts whose refusal is judged; none leaves it out
/// @param phrases what a refusal begins with
/// @param newTokens how long an answer is at the most
/// @param questions with a right answer; none leaves it out
/// @param texts whose loss is measured; none leaves it out
public record EffectQuestion(List<Arm> arms, List<Prompt> requests, List<String> phrases, int newTokens,
        List<Question> questions, List<Prompt> texts) {
    /// The model as it is.
    public static final String UNSTEERED = "unsteered";
    /// How refusals begin, separated by commas.
    public static final String USUAL_PHRASES = String.join(", ", RefusalRule.USUAL_PHRASES);
    /// Enough for a phrase.
    public static final int USUAL_TOKENS = 16;

    public EffectQuestion {
        arms = List.copyOf(arms);
        requests = List.copyOf(requests);
        phrases = List.copyOf(phrases);
        questions = List.copyOf(questions);
        texts = List.copyOf(texts);
    }

    /// Whether there is nothing to try plans on.
    boolean isEmpty() {
        return requests.isEmpty() && questions.isEmpty() && texts.isEmpty();
    }

    /// Phrases that are typed, separated by commas.
    public static List<String> phrases(String typed) {
        return Arrays.stream(typed.split(",")).map(String::strip).filter(phrase -> !phrase.isEmpty()).toList();
    }

    /// A request as the model gets it.
    ///
    /// @param asUser whether it goes through the chat template, as what a person says
    public static Prompt asked(String text, boolean asUser) {
        return asUser ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true) : new Prompt.Text(text);
    }

    /// Refusals are judged by how answers begin, and the score by the first token of each phrase.
    ///
    /// @throws org.sextant.runtime.session.RequestException if there is nothing to measure, or two plans have one name
    public PlanEffectRequest request() {
        List<Group> groups = requests.isEmpty() ? List.of() : List.of(new Group("requests", requests));
        RefusalRule rule = requests.isEmpty()
                ? RefusalRule.USUAL
                : new RefusalRule(phrases, Place.BEGINNING, newTokens,
                        phrases.stream().<Prompt>map(phrase -> new Prompt.Text(phrase, false)).toList());
        return new PlanEffectRequest(
                Stream.concat(Stream.of(new Arm(UNSTEERED, SteeringPlan.NONE)), arms.stream()).toList(), groups, rule,
                questions, texts);
    }
}
