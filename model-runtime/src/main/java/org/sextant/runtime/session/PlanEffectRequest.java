package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

import org.sextant.runtime.steering.SteeringPlan;

/// What each of several plans does to a model: how often it refuses, whether it still gives right answers, and how well it
/// predicts texts. Every plan gets the same prompts, so that it is compared with the first one prompt by prompt.
///
/// @param arms the plans, the one to compare with first, such as [SteeringPlan#NONE]; one at least
/// @param groups prompts whose answers are looked at for refusals; none leaves it out
/// @param rule what counts as a refusal
/// @param questions prompts with a right answer; none leaves it out
/// @param texts whose loss is measured, each of two tokens at least; none leaves it out
public record PlanEffectRequest(List<Arm> arms, List<Group> groups, RefusalRule rule, List<Question> questions,
        List<Prompt> texts) implements Request<PlanEffectResult> {
    /// @throws RequestException if there is no plan, or nothing to measure it on, or two of a name
    public PlanEffectRequest {
        arms = List.copyOf(arms);
        groups = List.copyOf(groups);
        questions = List.copyOf(questions);
        texts = List.copyOf(texts);
        if (arms.isEmpty()) {
            throw new RequestException("there is no plan", "in the request", "give the one to compare with, at least");
        }
        if (groups.isEmpty() && questions.isEmpty() && texts.isEmpty()) {
            throw new RequestException("there is nothing to measure the plans on", "in the request",
                    "give prompts, questions or texts");
        }
        requireNames(arms.stream().map(Arm::name).toList(), "plans");
        requireNames(groups.stream().map(Group::name).toList(), "groups of prompts");
    }

    private static void requireNames(List<String> names, String what) {
        if (names.stream().distinct().count() < names.size()) {
            throw new RequestException("two " + what + " have one name", "in the request", "give each its own");
        }
    }

    /// One plan.
    ///
    /// @param name such as `top 10 off`
    public record Arm(String name, SteeringPlan plan) {}

    /// Prompts of one kind.
    ///
    /// @param name such as `forbidden`
    /// @param prompts conversations with the generation prompt, or texts as they are; one at least
    public record Group(String name, List<Prompt> prompts) {
        /// @throws RequestException if there is no prompt
        public Group {
            prompts = List.copyOf(prompts);
            if (prompts.isEmpty()) {
                throw new RequestException("there is no prompt", "in the group " + name, "give one at least");
            }
        }
    }

    /// A prompt with a right answer.
    ///
    /// @param task what it belongs to, such as `facts`
    /// @param prompt what goes in
    /// @param answer as text without special tokens or as an id; of several tokens the first counts
    /// @param wrong what is right when the answer is likelier than this; empty where it has to be the likeliest of all
    public record Question(String task, Prompt prompt, Prompt answer, Optional<Prompt> wrong) {}
}
