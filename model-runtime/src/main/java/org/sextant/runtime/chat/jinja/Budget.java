package org.sextant.runtime.chat.jinja;

import java.time.Duration;

/// How much work a template, which is a file from a stranger, may make: steps, time, and size of what it builds.
final class Budget {
    /// Longest text in chars and longest list in entries.
    static final int LARGEST = 1_000_000;
    private static final long STEPS = 2_000_000;
    private static final int DEEPEST_CALL = 100;

    private final Duration longest;
    private final long end;
    private long steps;
    private int depth;

    Budget(Duration longest) {
        this.longest = longest;
        this.end = System.nanoTime() + longest.toNanos();
    }

    /// Counts one step.
    void step() {
        steps++;
        if (steps > STEPS) {
            throw new TemplateFailure("the template does not come to an end within " + STEPS + " steps");
        }
        if (System.nanoTime() - end > 0) {
            throw new TemplateFailure("the template does not come to an end within " + longest.toMillis() + " ms");
        }
    }

    void enterCall() {
        step();
        depth++;
        if (depth > DEEPEST_CALL) {
            throw new TemplateFailure("its macros call each other more than " + DEEPEST_CALL + " deep");
        }
    }

    void leaveCall() {
        depth--;
    }

    /// Refuses a text or list that grows beyond all reason.
    ///
    /// @return `size`
    static int checked(long size) {
        if (size > LARGEST) {
            throw new TemplateFailure("the template makes a value of " + size + " entries or characters, more than "
                    + LARGEST);
        }
        return (int) size;
    }
}
