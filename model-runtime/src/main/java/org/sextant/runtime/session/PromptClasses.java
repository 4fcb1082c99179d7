package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;

/// Prompts of two classes, and which of them a direction is made from.
///
/// @param prompts the positive ones, then the negative ones, the held-out ones in their places or last of their class
record PromptClasses(List<Member> prompts) {
    /// One prompt.
    record Member(Prompt prompt, boolean positive, boolean heldOut) {}

    /// @throws RequestException if all prompts of a class are held out, or none of one and some of the other
    static PromptClasses of(List<Prompt> positive, List<Prompt> negative, HeldOut heldOut) {
        List<Member> members = new ArrayList<>();
        add(positive, true, heldOut, members);
        add(negative, false, heldOut, members);
        PromptClasses classes = new PromptClasses(List.copyOf(members));
        classes.require(positive.size(), negative.size());
        return classes;
    }

    private static void add(List<Prompt> prompts, boolean positive, HeldOut heldOut, List<Member> members) {
        double share = heldOut instanceof HeldOut.Share(double given) ? given : 0;
        for (int i = 0; i < prompts.size(); i++) {
            // A little more than the product, which may be rounded down from a whole number.
            boolean held = (long) ((i + 1) * share + 1e-9) > (long) (i * share + 1e-9);
            members.add(new Member(prompts.get(i), positive, held));
        }
        if (heldOut instanceof HeldOut.Given given) {
            (positive ? given.positive() : given.negative())
                    .forEach(prompt -> members.add(new Member(prompt, positive, true)));
        }
    }

    private void require(int positive, int negative) {
        if (count(true, false) == 0 || count(false, false) == 0) {
            throw new RequestException("no prompt of a class is left to make the vector from",
                    "among " + positive + " positive and " + negative + " negative prompts",
                    "give more prompts of both, or hold out fewer");
        }
        if (count(true, true) == 0 != (count(false, true) == 0)) {
            throw new RequestException("one class has held-out prompts and the other has none",
                    "among " + positive + " positive and " + negative + " negative prompts",
                    "give more prompts of both, or a held-out share of 0");
        }
    }

    int count(boolean positive, boolean heldOut) {
        return indices(positive, heldOut).size();
    }

    /// Places in the list of the prompts of one kind.
    List<Integer> indices(boolean positive, boolean heldOut) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            if (prompts.get(i).positive() == positive && prompts.get(i).heldOut() == heldOut) {
                indices.add(i);
            }
        }
        return indices;
    }

    /// In words, for the provenance of a result.
    String summary() {
        return count(true, false) + " positive and " + count(false, false) + " negative prompts, "
                + count(true, true) + " and " + count(false, true) + " more held out";
    }
}
