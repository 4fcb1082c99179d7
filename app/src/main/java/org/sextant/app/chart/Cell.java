package org.sextant.app.chart;

/// A place in a heatmap, counted from 0.
public record Cell(int row, int column) {}
