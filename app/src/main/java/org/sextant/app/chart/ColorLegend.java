package org.sextant.app.chart;

import org.sextant.app.chart.Surface.Anchor;
import org.sextant.app.chart.Surface.TextStyle;

/// The bar that says which value has which colour.
///
/// @param surface what to draw on
/// @param scale the colours
/// @param palette the theme
record ColorLegend(Surface surface, ColorScale scale, Palette palette) {
    static final double WIDTH = 12;

    private static final double GAP = 6;
    private static final double TEXT_HEIGHT = 8;
    private static final double LEAST_HEIGHT_FOR_ZERO = 48;
    private static final int STEPS = 128;

    /// How much room bar and numbers take.
    static double room(Limits limits, Surface surface) {
        return WIDTH + GAP + Math.max(
                surface.textWidth("≥ " + Numbers.brief(limits.high()), TextStyle.LABEL),
                surface.textWidth("≤ " + Numbers.brief(limits.low()), TextStyle.LABEL));
    }

    /// @param lowest value in the picture; below the scale it is said so
    /// @param highest value in the picture
    void draw(double x, double y, double height, float lowest, float highest) {
        int[] ramp = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            ramp[i] = scale.ramp().at(1 - (double) i / (STEPS - 1));
        }
        surface.pixels(new Pixels(1, STEPS, ramp), x, y, WIDTH, height);
        surface.frame(palette.border(), 1, x, y, WIDTH, height);
        Limits limits = scale.limits();
        number((highest > limits.high() ? "≥ " : "") + Numbers.brief(limits.high()), x, y + TEXT_HEIGHT);
        number((lowest < limits.low() ? "≤ " : "") + Numbers.brief(limits.low()), x, y + height);
        if (scale.signed() && height > LEAST_HEIGHT_FOR_ZERO) {
            number("0", x, y + (height + TEXT_HEIGHT) / 2);
        }
    }

    private void number(String number, double x, double baseline) {
        surface.text(number, TextStyle.LABEL, palette.muted(), x + WIDTH + GAP, baseline, Anchor.START);
    }
}
