package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.TokenWeight;

/// Two prompts that differ in what is asked about.
///
/// @param clean the prompt whose answer is right
/// @param corrupt the same but for what decides the answer
/// @param target what is looked at of the next token
public record ContrastPair(Prompt clean, Prompt corrupt, Target target) {
    /// What is looked at: a weighted sum of logits.
    public sealed interface Target {
        /// Mean logit of the answers less the mean logit of the wrong answers. Of an answer of several tokens the first
        /// counts.
        ///
        /// @param answers at least one, as text without special tokens or as an id
        /// @param wrong may be empty
        record Answers(List<Prompt> answers, List<Prompt> wrong) implements Target {
            public Answers {
                answers = List.copyOf(answers);
                wrong = List.copyOf(wrong);
            }
        }

        /// A weight a token.
        record Weights(List<TokenWeight> weights) implements Target {
            public Weights {
                weights = List.copyOf(weights);
            }
        }
    }

    /// With one answer and one wrong answer, both as text.
    public static ContrastPair ofTexts(String clean, String corrupt, String answer, String wrong) {
        return new ContrastPair(new Prompt.Text(clean), new Prompt.Text(corrupt),
                new Target.Answers(List.of(new Prompt.Text(answer, false)), List.of(new Prompt.Text(wrong, false))));
    }

    /// With one answer and one wrong answer, all as ids.
    public static ContrastPair ofIds(List<Integer> clean, List<Integer> corrupt, int answer, int wrong) {
        return new ContrastPair(new Prompt.Ids(clean), new Prompt.Ids(corrupt), new Target.Answers(
                List.of(new Prompt.Ids(List.of(answer))), List.of(new Prompt.Ids(List.of(wrong)))));
    }
}
