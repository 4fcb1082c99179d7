package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.sextant.app.state.PromptFile;
import org.sextant.app.task.Problem;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.session.TokenPosition;
import org.sextant.runtime.steering.DerivationMethod;

/// A vector that is asked for: what was typed and chosen.
///
/// @param positive the list that the vector leads to, as a file of prompts holds it
/// @param negative the other
/// @param conversations whether each prompt goes through the model's chat template, as what the person says
/// @param method how it is made
/// @param site where in a block
/// @param position which token is read
/// @param heldOut share of the prompts to measure on alone
/// @param refusal what counts for the direction of refusing alone
record VectorQuestion(String positive, String negative, boolean conversations, VectorMethod method, SiteKind site,
        TokenPosition position, double heldOut, RefusalChoice refusal) {
    /// What counts for the direction of refusing alone.
    ///
    /// @param beside whether only the part at right angles to what is answered is taken
    record RefusalChoice(Limits limits, boolean beside) {
        static final RefusalChoice USUAL = new RefusalChoice(Limits.USUAL, false);
    }

    /// How many prompts a text holds.
    static int count(String text) {
        return (int) text.lines().filter(line -> !line.isBlank()).count();
    }

    /// Why it cannot be asked, and what to do.
    Optional<Problem> problem() {
        int first = count(positive);
        int second = count(negative);
        String counts = first + " positive and " + second + " negative";
        if (first == 0 || second == 0) {
            String which = first == 0 && second == 0 ? "Both lists are empty" : first == 0
                    ? "The list of positive prompts is empty" : "The list of negative prompts is empty";
            return Optional.of(Problem.warning(which, "",
                    "Write one prompt a line, paste them, or open a file of prompts."));
        }
        if (method == VectorMethod.ACT_ADD && (first != 1 || second != 1)) {
            return Optional.of(Problem.warning("ActAdd takes one pair of prompts", "There are " + counts,
                    "Leave one prompt in each list, or choose the mean difference."));
        }
        if (method.derivation().filter(DerivationMethod::paired).isPresent() && first != second) {
            return Optional.of(Problem.warning(method.title() + " takes pairs", "There are " + counts + " prompts",
                    "Give as many of both, the first beside the first, or choose the mean difference."));
        }
        return Optional.empty();
    }

    /// The request for a direction at every layer.
    ///
    /// @param layers of the model
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    DeriveVectorRequest derivation(int layers) {
        List<Prompt> first = prompts(positive, "the positive prompts");
        List<Prompt> second = prompts(negative, "the negative prompts");
        return new DeriveVectorRequest(first, second, share(), method.derivation().orElseThrow(), site,
                IntStream.range(0, layers).boxed().toList(), position,
                method.compared(first.size(), second.size()));
    }

    /// The request for the direction of refusing. Read after the instruction, all tokens of the template are candidates.
    ///
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    RefusalDirectionRequest refusalDirection() {
        List<Integer> positions = position.kind() == TokenPosition.Kind.FROM_END
                ? List.of(position.index())
                : List.of();
        return new RefusalDirectionRequest(prompts(positive, "the positive prompts"),
                prompts(negative, "the negative prompts"), share(),
                new Candidates(List.of(site), positions, refusal.beside()), refusal.limits(),
                RefusalDirectionRequest.USUAL_REFUSALS);
    }

    private HeldOut share() {
        return new HeldOut.Share(method == VectorMethod.ACT_ADD ? 0 : heldOut);
    }

    private List<Prompt> prompts(String text, String where) {
        return PromptFile.parse(text.lines().toList(), where).stream().map(line -> prompt(line.text())).toList();
    }

    private Prompt prompt(String text) {
        return conversations
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)
                : new Prompt.Text(text);
    }
}
