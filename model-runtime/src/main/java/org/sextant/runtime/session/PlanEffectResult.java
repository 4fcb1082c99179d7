package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;

/// What plans do.
///
/// @param arms one for each plan, in their order
/// @param provenance how to get it again
public record PlanEffectResult(List<ArmEffect> arms, Provenance provenance) {
    public PlanEffectResult {
        arms = List.copyOf(arms);
    }

    /// What one plan does.
    ///
    /// @param name of the plan
    /// @param groups refusals, one for each group of prompts
    /// @param accuracy share of the questions that are answered right; empty where none were asked
    /// @param tasks the same task by task, in the order in which tasks come
    /// @param loss nats a token over all texts; empty without texts
    /// @param notes what a person should know of the plan, such as that experts that are off keep the weight 0
    public record ArmEffect(String name, List<GroupEffect> groups, Optional<Figure> accuracy, List<TaskEffect> tasks,
            Optional<Figure> loss, List<String> notes) {
        public ArmEffect {
            groups = List.copyOf(groups);
            tasks = List.copyOf(tasks);
            notes = List.copyOf(notes);
        }

        /// The effect on a group of prompts.
        ///
        /// @throws IllegalArgumentException if there is none of this name
        public GroupEffect group(String name) {
            return groups.stream().filter(group -> group.name().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no group " + name));
        }
    }

    /// A figure, and how it differs from what it is under the first plan.
    ///
    /// @param value with its interval: Wilson's for a share, Student's over prompts for a mean, and over texts for a loss
    /// @param change this less the first plan's, prompt by prompt, with Student's interval of these differences: as narrow as
    ///         a point where all prompts differ alike; empty for the first plan
    public record Figure(Estimate value, Optional<Estimate> change) {}

    /// Refusals among one group of prompts.
    ///
    /// @param name of the group
    /// @param refused share of its prompts whose answer is a refusal
    /// @param score mean of `ln P − ln (1 − P)`, P being the probability that the next token begins a refusal
    ///         (METHODS.md 4.6)
    /// @param answers what was answered, prompt by prompt
    public record GroupEffect(String name, Figure refused, Figure score, List<Answer> answers) {
        public GroupEffect {
            answers = List.copyOf(answers);
        }
    }

    /// What was answered.
    ///
    /// @param prompt in a person's words
    /// @param text the answer
    /// @param refused whether it is a refusal
    /// @param score refusal score of its first token
    public record Answer(String prompt, String text, boolean refused, double score) {}

    /// Right answers to the questions of one task.
    public record TaskEffect(String task, Figure accuracy) {}
}
