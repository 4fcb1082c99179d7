package org.sextant.runtime.chat.jinja;

/// The two ways of being nothing: a value that says so, and no value at all.
public enum Absent {
    /// Python's `None`.
    NONE,
    /// What a name means that nothing was given to.
    UNDEFINED
}
