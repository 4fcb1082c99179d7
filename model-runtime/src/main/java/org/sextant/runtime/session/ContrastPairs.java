package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.sextant.runtime.steering.LearntDirection.Contrast;

/// Pairs of prompts that part at one token.
///
/// @param learnt those that a direction is learnt from
/// @param measured those that it is measured on; the same where none is held out
/// @param members all prompts as tokens
record ContrastPairs(List<Contrast> learnt, List<Contrast> measured, List<Member> members) {
    /// One prompt of a pair.
    ///
    /// @param parting where the pair parts
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Member(int[] ids, int parting, boolean raised, boolean heldOut) {}

    /// @throws RequestException if there are not as many of both, or two of a pair do not part after their beginning
    static ContrastPairs of(LearnDirectionRequest request, PromptReader prompts) {
        PromptClasses classes = PromptClasses.of(request.raised(), request.lowered(), request.heldOut());
        List<Member> members = new ArrayList<>();
        List<Contrast> learnt = pairs(classes, false, prompts, members);
        List<Contrast> held = pairs(classes, true, prompts, members);
        List<Member> inOrder = new ArrayList<>(members.stream().filter(Member::raised).toList());
        inOrder.addAll(members.stream().filter(member -> !member.raised()).toList());
        return new ContrastPairs(learnt, held.isEmpty() ? learnt : held, inOrder);
    }

    private static List<Contrast> pairs(PromptClasses classes, boolean heldOut, PromptReader prompts,
            List<Member> members) {
        List<Integer> raised = classes.indices(true, heldOut);
        List<Integer> lowered = classes.indices(false, heldOut);
        if (raised.size() != lowered.size()) {
            throw new RequestException("there are " + raised.size() + " positive and " + lowered.size()
                    + (heldOut ? " negative held-out prompts" : " negative prompts"),
                    "for a learnt direction, which takes pairs",
                    "give as many of both, the first beside the first");
        }
        List<Contrast> pairs = new ArrayList<>();
        for (int i = 0; i < raised.size(); i++) {
            int[] one = prompts.runnable(classes.prompts().get(raised.get(i)).prompt());
            int[] other = prompts.runnable(classes.prompts().get(lowered.get(i)).prompt());
            int parting = parting(one, other, i);
            pairs.add(new Contrast(Arrays.copyOf(one, parting), one[parting], other[parting]));
            members.add(new Member(one, parting, true, heldOut));
            members.add(new Member(other, parting, false, heldOut));
        }
        return pairs;
    }

    private static int parting(int[] one, int[] other, int pair) {
        int parting = Arrays.mismatch(one, other);
        if (parting < 0 || parting == one.length || parting == other.length) {
            throw new RequestException("the two prompts do not part at a word", "in pair " + (pair + 1),
                    "let both begin alike and end in the two words that the direction is to tell apart");
        }
        if (parting == 0) {
            throw new RequestException("the two prompts have no beginning in common", "in pair " + (pair + 1),
                    "let both begin alike and end in the two words that the direction is to tell apart");
        }
        return parting;
    }

    int longest() {
        return members.stream().mapToInt(member -> member.ids().length).max().orElse(1);
    }

    /// The raised ones, then the lowered ones.
    List<DerivedVector.ReadPrompt> read(PromptReader prompts) {
        return members.stream().map(member -> new DerivedVector.ReadPrompt(member.raised(), member.heldOut(),
                prompts.tokens(member.ids(), 0), List.of(member.parting()))).toList();
    }
}
