package org.sextant.runtime.attribution;

import java.util.List;

/// Two prompts that differ in what is asked about, as the model reads them. What is observed is their last position's
/// logits.
///
/// @param clean its token ids
/// @param corrupt its token ids
/// @param map which of their positions belong together
/// @param observable what is looked at
public record ContrastIds(List<Integer> clean, List<Integer> corrupt, PositionMap map, Observable observable) {
    public ContrastIds {
        clean = List.copyOf(clean);
        corrupt = List.copyOf(corrupt);
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
