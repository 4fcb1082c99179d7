package org.sextant.runtime.session;

/// A figure that was measured on some of all the prompts that there could be, and its 95 % interval.
///
/// @param value the figure
/// @param low lower end of the interval; NaN where one prompt tells nothing of how prompts differ
/// @param high upper end
/// @param count prompts or texts that it was measured on
public record Estimate(double value, double low, double high, int count) {}
