package org.sextant.runtime.attribution;

import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;

/// Prompts of several lengths in one pass, padded at their start so that all end at the same place.
///
/// @param prompts at least one
record SequenceBatch(List<List<Integer>> prompts) {
    SequenceBatch {
        prompts = List.copyOf(prompts);
    }

    /// Positions with padding.
    int length() {
        return prompts.stream().mapToInt(List::size).max().orElse(0);
    }

    int size() {
        return prompts.size();
    }

    /// Padding before a prompt.
    int offset(int row) {
        return length() - prompts.get(row).size();
    }

    /// A pass over all that gives the logits of the last positions.
    ///
    /// @param last how many
    ForwardRequest request(NDManager scope, int last, BlockListener listener) {
        long[][] ids = new long[size()][length()];
        boolean[][] real = new boolean[size()][length()];
        for (int row = 0; row < size(); row++) {
            List<Integer> prompt = prompts.get(row);
            for (int i = 0; i < prompt.size(); i++) {
                ids[row][offset(row) + i] = prompt.get(i);
                real[row][offset(row) + i] = true;
            }
        }
        return ForwardRequest.ofIds(scope, ids).withMask(real).unembed(new Unembed(last)).progress(listener);
    }
}
