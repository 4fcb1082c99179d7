package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.List;

/// Two prompts that differ in what is asked about, as the model reads them. What is observed is their last position's
/// logits, or what follows along a text that goes on behind both.
///
/// @param clean its token ids
/// @param corrupt its token ids
/// @param map which of their positions belong together
/// @param observable what is looked at
/// @param forced how many tokens at the end of both are that text; they hold no nodes
public record ContrastIds(List<Integer> clean, List<Integer> corrupt, PositionMap map, Observable observable,
        int forced) {
    public ContrastIds {
        clean = List.copyOf(clean);
        corrupt = List.copyOf(corrupt);
    }

    /// Two prompts whose next token is looked at.
    public ContrastIds(List<Integer> clean, List<Integer> corrupt, PositionMap map, Observable observable) {
        this(clean, corrupt, map, observable, 0);
    }

    /// The same prompts with a text behind both, along which its observable is read. Its positions are not patched.
    public ContrastIds goingOn(Continuation text) {
        return new ContrastIds(joined(clean, text.forced()), joined(corrupt, text.forced()),
                map.followedByUnpaired(text.forced().size()), text.observable(), text.forced().size());
    }

    private static List<Integer> joined(List<Integer> prompt, List<Integer> text) {
        List<Integer> joined = new ArrayList<>(prompt);
        joined.addAll(text);
        return joined;
    }

    /// Positions of the run that is changed that hold nodes.
    int positions(PatchDirection direction) {
        return base(direction).size() - forced;
    }

    /// The run that is changed.
    List<Integer> base(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? corrupt : clean;
    }

    /// The run that gives the new values.
    List<Integer> patch(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? clean : corrupt;
    }

    /// Of each position of the base run that of the patch run, −1 where there is none.
    List<Integer> sources(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? map.reversed() : map.partners();
    }
}
