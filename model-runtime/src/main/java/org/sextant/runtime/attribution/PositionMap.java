package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Which positions of two prompts belong together. A position without a partner is never patched.
///
/// @param partners of each position of the clean prompt the position in the corrupt one, −1 where there is none
/// @param corruptLength positions of the corrupt prompt
public record PositionMap(List<Integer> partners, int corruptLength) {
    public PositionMap {
        partners = List.copyOf(partners);
    }

    /// Position by position.
    ///
    /// @throws AttributionException if the lengths differ
    public static PositionMap exact(int clean, int corrupt) {
        if (clean != corrupt) {
            throw new AttributionException(
                    "the clean prompt has " + clean + " tokens and the corrupt one " + corrupt
                            + ", so their positions do not align",
                    "in the pair of prompts",
                    "reword one of them, or align by spans (what both have in common) or by padding (from the end)");
        }
        return ending(clean, corrupt, 0, clean);
    }

    /// Position by position from the last one backwards, as if the shorter prompt were padded at its start.
    public static PositionMap padded(int clean, int corrupt) {
        return ending(clean, corrupt, 0, Math.min(clean, corrupt));
    }

    /// What both begin with and what both end with belongs together, and in between position by position from the end of
    /// that part, since the last token of a word holds most of its meaning.
    ///
    /// @param prefix tokens that both begin with
    /// @param suffix tokens that both end with, none of them in the prefix
    public static PositionMap around(int clean, int corrupt, int prefix, int suffix) {
        return ending(clean, corrupt, prefix, Math.min(clean, corrupt) - prefix);
    }

    private static PositionMap ending(int clean, int corrupt, int prefix, int fromEnd) {
        List<Integer> partners = new ArrayList<>(clean);
        for (int position = 0; position < clean; position++) {
            boolean end = clean - position <= fromEnd;
            int other = end ? position + corrupt - clean : -1;
            partners.add(position < prefix ? position : other);
        }
        return new PositionMap(partners, corrupt);
    }

    /// The same with tokens more that both prompts end with.
    public PositionMap followedBy(int more) {
        List<Integer> longer = new ArrayList<>(partners);
        for (int i = 0; i < more; i++) {
            longer.add(corruptLength + i);
        }
        return new PositionMap(longer, corruptLength + more);
    }

    /// The same with tokens more at the end of both prompts that have no partner.
    PositionMap followedByUnpaired(int more) {
        List<Integer> longer = new ArrayList<>(partners);
        longer.addAll(Collections.nCopies(more, -1));
        return new PositionMap(longer, corruptLength + more);
    }

    /// The same the other way round: of each position of the corrupt prompt that in the clean one.
    List<Integer> reversed() {
        List<Integer> reversed = new ArrayList<>();
        for (int position = 0; position < corruptLength; position++) {
            reversed.add(partners.indexOf(position));
        }
        return reversed;
    }

    /// Positions of the clean prompt without a partner.
    public int unpaired() {
        return (int) partners.stream().filter(partner -> partner < 0).count();
    }
}
