package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Prompts put together that may go through a model at once: those of one length.
///
/// @param batches numbers of prompts, in their order within a length
record LengthBatches(List<List<Integer>> batches) {
    /// @param prompts ids
    /// @param most prompts of a batch
    static LengthBatches of(List<int[]> prompts, int most) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < prompts.size(); i++) {
            byLength.computeIfAbsent(prompts.get(i).length, _ -> new ArrayList<>()).add(i);
        }
        List<List<Integer>> batches = new ArrayList<>();
        for (List<Integer> alike : byLength.values()) {
            for (int from = 0; from < alike.size(); from += most) {
                batches.add(List.copyOf(alike.subList(from, Math.min(alike.size(), from + most))));
            }
        }
        return new LengthBatches(batches);
    }
}
