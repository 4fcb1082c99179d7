package org.sextant.app.state;

/// Where the window stood, in screen coordinates.
public record WindowBounds(double x, double y, double width, double height, boolean maximised) {}
