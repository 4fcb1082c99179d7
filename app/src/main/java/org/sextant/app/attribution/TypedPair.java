package org.sextant.app.attribution;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.ContrastPair.Target;
import org.sextant.runtime.session.Prompt;

/// Two prompts and what is looked at, as they are typed.
///
/// @param clean the prompt whose answer is right
/// @param corrupt the same but for what decides the answer
/// @param answers what comes next, several between commas, or a [LogitSum]; empty for the most likely token
/// @param wrong what would come next after the other prompt; empty for that prompt's most likely token
/// @param reading how all that is read
record TypedPair(String clean, String corrupt, String answers, String wrong, Reading reading) {
    static final TypedPair NOTHING = new TypedPair("", "", "", "", Reading.TEXT);

    /// A pair as a person would type it; empty for conversations.
    static Optional<TypedPair> of(ContrastPair pair) {
        Optional<String> clean = Reading.typed(pair.clean());
        Optional<String> corrupt = Reading.typed(pair.corrupt());
        if (clean.isEmpty() || corrupt.isEmpty()) {
            return Optional.empty();
        }
        Reading reading = switch (pair.clean()) {
            case Prompt.Ids _ -> Reading.IDS;
            case Prompt.Text text when !text.specialTokens() -> Reading.PLAIN;
            case Prompt.Text _,Prompt.Chat _ -> Reading.TEXT;
        };
        return Optional.of(switch (pair.target()) {
            case Target.Answers two -> new TypedPair(clean.get(), corrupt.get(), typed(two.answers()),
                    typed(two.wrong()), reading);
            case Target.Weights sum -> new TypedPair(clean.get(), corrupt.get(), LogitSum.typed(sum), "", reading);
        });
    }

    private static String typed(List<Prompt> answers) {
        return answers.stream().flatMap(answer -> Reading.typed(answer).stream()).collect(Collectors.joining(","));
    }

    /// @param one whether the clean prompt is enough, since the method looks at no other
    Optional<Missing> missing(boolean one) {
        if (clean.isBlank()) {
            return Optional.of(new Missing("There is no clean prompt",
                    "Type the prompt whose answer you ask about, or choose an example pair."));
        }
        if (corrupt.isBlank() && !one) {
            return Optional.of(new Missing("There is no corrupt prompt",
                    "Type the clean prompt once more, with what decides the answer changed, or choose an example pair."));
        }
        if (clean.equals(corrupt) && !one) {
            return Optional.of(new Missing("The clean and the corrupt prompt are the same",
                    "Change in the corrupt one what decides the answer."));
        }
        if (reading == Reading.IDS && !areIds()) {
            return Optional.of(new Missing("These are no token ids", "Type numbers with commas between them."));
        }
        if (LogitSum.parse(answers).isPresent() && !wrong.isEmpty()) {
            return Optional.of(new Missing("The weighted tokens stand beside a wrong answer",
                    "Give the wrong tokens a negative weight among the others, and leave the wrong answer empty."));
        }
        if (!answers.isEmpty() && answers.equals(wrong)) {
            return Optional.of(new Missing("The answer and the wrong answer are the same",
                    "Choose a wrong answer that begins with another token, or leave it empty."));
        }
        return Optional.empty();
    }

    private boolean areIds() {
        String weighed = LogitSum.parse(answers).isPresent() ? "" : answers;
        return (clean + corrupt + weighed + wrong).matches("[\\d\\s,]*");
    }

    /// Whether what is looked at is left to the model.
    boolean leavesAnswers(boolean one) {
        return answers.isEmpty() || (wrong.isEmpty() && !one && LogitSum.parse(answers).isEmpty());
    }

    /// The same with answers for those that are empty.
    TypedPair withAnswers(String answer, String other) {
        return new TypedPair(clean, corrupt, answers.isEmpty() ? answer : answers, wrong.isEmpty() ? other : wrong,
                reading);
    }

    /// The question, where nothing is missing.
    ///
    /// @param one whether only the clean prompt is looked at
    ContrastPair contrast(boolean one) {
        Prompt first = reading.prompt(clean);
        Target target = LogitSum.parse(answers).<Target>map(sum -> sum)
                .orElseGet(() -> new Target.Answers(reading.answers(answers), reading.answers(wrong)));
        return new ContrastPair(first, one ? first : reading.prompt(corrupt), target);
    }
}
