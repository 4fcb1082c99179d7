package org.sextant.app.steering;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.sextant.app.state.PromptFile;
import org.sextant.app.task.Problem;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.Prompt;

/// What was typed into the lists of prompts.
///
/// @param texts each list as a file of prompts holds it
/// @param conversations whether each prompt goes through the model's chat template, as what the person says
record PromptTexts(Map<Side, String> texts, boolean conversations) {
    /// The lists.
    enum Side {
        POSITIVE("positive", "the vector leads here"),
        NEGATIVE("negative", "and away from here"),
        HELD_POSITIVE("positive, held out", "measured on alone"),
        HELD_NEGATIVE("negative, held out", "measured on alone"),
        KEPT("texts to keep", "these are to stay as likely as they are");

        private final String title;
        private final String meaning;

        Side(String title, String meaning) {
            this.title = title;
            this.meaning = meaning;
        }

        String title() {
            return title;
        }

        String meaning() {
            return meaning;
        }

        /// The list whose prompts stand beside those of this one.
        Side other() {
            return switch (this) {
                case POSITIVE -> NEGATIVE;
                case NEGATIVE -> POSITIVE;
                case HELD_POSITIVE -> HELD_NEGATIVE;
                case HELD_NEGATIVE -> HELD_POSITIVE;
                case KEPT -> KEPT;
            };
        }
    }

    PromptTexts {
        texts = Map.copyOf(texts);
    }

    /// How many prompts a text holds.
    static int count(String text) {
        return (int) text.lines().filter(line -> !line.isBlank()).count();
    }

    int count(Side side) {
        return count(texts.getOrDefault(side, ""));
    }

    /// @throws org.sextant.runtime.SextantException if the list is damaged or empty
    List<Prompt> prompts(Side side) {
        return PromptFile.parse(texts.getOrDefault(side, "").lines().toList(), "the list " + side.title()).stream()
                .map(line -> prompt(line.text(), side)).toList();
    }

    private Prompt prompt(String text, Side side) {
        return conversations && side != Side.KEPT
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)
                : new Prompt.Text(text);
    }

    /// The held-out lists where they hold something, else a share of the others.
    HeldOut heldOut(double share) {
        return count(Side.HELD_POSITIVE) + count(Side.HELD_NEGATIVE) == 0
                ? new HeldOut.Share(share)
                : new HeldOut.Given(prompts(Side.HELD_POSITIVE), prompts(Side.HELD_NEGATIVE));
    }

    /// Why no vector can be made from them in such a way, and what to do.
    Optional<Problem> problem(VectorMethod method) {
        return empty(Side.POSITIVE, Side.NEGATIVE)
                .or(() -> count(Side.HELD_POSITIVE) + count(Side.HELD_NEGATIVE) == 0
                        ? Optional.empty()
                        : empty(Side.HELD_POSITIVE, Side.HELD_NEGATIVE))
                .or(() -> pairs(method)).or(() -> kept(method));
    }

    private Optional<Problem> empty(Side first, Side second) {
        boolean none = count(first) == 0;
        boolean neither = none && count(second) == 0;
        return none || count(second) == 0
                ? Optional.of(Problem.warning(neither
                        ? "Both lists are empty"
                        : "The list of " + (none ? first : second).title() + " prompts is empty", "",
                        "Write one prompt a line, paste them, or open a file of prompts."))
                : Optional.empty();
    }

    private Optional<Problem> pairs(VectorMethod method) {
        String counts = "There are " + count(Side.POSITIVE) + " positive and " + count(Side.NEGATIVE) + " negative";
        if (method == VectorMethod.ACT_ADD && (count(Side.POSITIVE) != 1 || count(Side.NEGATIVE) != 1)) {
            return Optional.of(Problem.warning("ActAdd takes one pair of prompts", counts,
                    "Leave one prompt in each list, or choose the mean difference."));
        }
        boolean uneven = count(Side.POSITIVE) != count(Side.NEGATIVE);
        boolean unevenHeld = count(Side.HELD_POSITIVE) != count(Side.HELD_NEGATIVE);
        if (method.paired() && (uneven || unevenHeld)) {
            return Optional.of(Problem.warning(method.title() + " takes pairs", uneven
                    ? counts + " prompts"
                    : "There are " + count(Side.HELD_POSITIVE) + " positive and " + count(Side.HELD_NEGATIVE)
                            + " negative held-out prompts",
                    "Give as many of both, the first beside the first, or choose the mean difference."));
        }
        return Optional.empty();
    }

    private Optional<Problem> kept(VectorMethod method) {
        return method == VectorMethod.LEARNT && count(Side.KEPT) == 0
                ? Optional.of(Problem.warning("There are no texts to keep", "",
                        "Write or open some under Keep: a learnt direction is to leave them as likely as they are."))
                : Optional.empty();
    }
}
