package org.sextant.runtime.session;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

import ai.djl.ndarray.NDArray;

/// Violations on purpose, for the architecture test: each lets something native leave the session in another way.
public interface PlantedNativeResults {
    record OfAnArray(NDArray logits) {}

    record OfAWrappedArray(Optional<NDArray> logits) {}

    final class MadeOfASegment {
        private final long bytes;

        public MadeOfASegment(MemorySegment values) {
            bytes = values.byteSize();
        }

        public long bytes() {
            return bytes;
        }
    }
}
