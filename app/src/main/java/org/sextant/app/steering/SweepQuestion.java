package org.sextant.app.steering;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.sextant.app.state.LossTexts;
import org.sextant.app.state.OneToken;
import org.sextant.app.task.Problem;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.SweepRequest;
import org.sextant.runtime.session.SweepResult;

/// A sweep that is asked for: what was typed and chosen.
///
/// @param source the vector
/// @param layers rows
/// @param coefficients columns
/// @param measure what is looked at
/// @param answer text of the token that it is about
/// @param wrong text of the second token
/// @param predicted ids of tokens by their text: such a text need not be spelt as one token
/// @param prompt that the next token is looked at after
/// @param texts whose loss is measured
record SweepQuestion(SweepSource source, List<Integer> layers, List<Double> coefficients, SweepMeasure measure,
        String answer, String wrong, Map<String, Integer> predicted, Prompt prompt, Optional<LossTexts> texts) {
    /// Why it cannot be asked, and what to do.
    Optional<Problem> problem() {
        if (measure == SweepMeasure.LOSS && texts.isEmpty()) {
            return Optional.of(Problem.warning("There is no text to measure the loss on", "",
                    "Choose a file of texts behind Grid."));
        }
        if ((measure.needsAnswer() && answer.isEmpty()) || (measure.needsWrong() && wrong.isEmpty())) {
            return Optional.of(Problem.warning("A token is missing", "",
                    "Type the token that " + measure.title().toLowerCase(Locale.ROOT) + " is about."));
        }
        return Optional.empty();
    }

    /// The request. Reads tokens: not for the UI thread.
    ///
    /// @throws org.sextant.runtime.SextantException if an answer is not one token
    SweepRequest request(OpenModel model) {
        int right = measure.needsAnswer() ? token(model, answer, "in the answer") : 0;
        int other = measure.needsWrong() ? token(model, wrong, "in the second token") : 0;
        return new SweepRequest(List.of(prompt), source.vector(), source.operation(),
                new RowEdits(source.row()).positions().orElseThrow(), layers, coefficients,
                measure.asked(right, other),
                measure == SweepMeasure.LOSS ? texts.map(LossTexts::texts).orElse(List.of()) : List.of());
    }

    private int token(OpenModel model, String text, String where) {
        Integer known = predicted.get(text);
        return known != null ? known : OneToken.of(model, text, where).id();
    }

    SweepPicture picture(SweepResult result) {
        return new SweepPicture(result, measure, measure.words(answer, wrong), source.row().name());
    }
}
