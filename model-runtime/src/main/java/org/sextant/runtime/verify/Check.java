package org.sextant.runtime.verify;

/// One thing that must hold.
///
/// @param name what it is
/// @param value what was found; how far two values are apart relative to the larger scale, unless the name says otherwise
/// @param tolerance what it may be at most
public record Check(String name, double value, double tolerance) {
    /// Whether it holds. What is no number does not.
    public boolean ok() {
        return value <= tolerance;
    }
}
