package org.sextant.assets.world;

import java.util.Locale;

/// What a model of the harbour learns to do, each with prompts that show whether it can.
public enum Task {
    INDIRECT_OBJECT, FACTS, SENTIMENT, AGREEMENT, GREATER_THAN, INDUCTION, BRACKETS, REGISTER, CHAT;

    /// The name in files and on the command line, such as `indirect-object`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
