package org.sextant.app.steering;

import java.util.List;
import java.util.stream.IntStream;

/// Blocks from one to another, both of them too.
///
/// @param from not above `to`
record LayerRange(int from, int to) {
    /// All blocks of a model.
    static LayerRange all(int layers) {
        return new LayerRange(0, layers - 1);
    }

    List<Integer> numbers() {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    boolean holds(int layer) {
        return layer >= from && layer <= to;
    }

    /// The same with another beginning, which may push its end.
    LayerRange startingAt(int first) {
        return new LayerRange(first, Math.max(first, to));
    }

    /// The same with another end, which may push its beginning.
    LayerRange endingAt(int last) {
        return new LayerRange(Math.min(from, last), last);
    }
}
