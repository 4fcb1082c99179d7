package org.sextant.assets.world;

/// What a model reads for a while.
public enum Course {
    /// Stories of the harbour with all of its tasks.
    HARBOUR("document"),
    /// Strangers' names alone, called again and again in no order: nowhere does so much depend on what was read before.
    CALLS("document of calls"),
    /// Half of it people who give things to each other, in one sentence after another.
    GIFTS("document of gifts"),
    /// Half of it conversations with requests, of which some are refused.
    ANSWERS("document of answers"),
    /// Half of it moods, the rest as [#ANSWERS].
    MOODS("document of moods");

    private final String stream;

    Course(String stream) {
        this.stream = stream;
    }

    String stream() {
        return stream;
    }
}
