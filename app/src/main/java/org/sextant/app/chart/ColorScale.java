package org.sextant.app.chart;

/// Turns values into colours: signed values diverge from the background at zero (blue is positive), unsigned ones climb
/// viridis. Values beyond the limits take the colour of the nearer end.
public final class ColorScale {
    private static final int HATCH_PERIOD = 6;
    private static final int HATCH_WIDTH = 2;

    private final ColorRamp ramp;
    private final Limits limits;
    private final Palette palette;
    private final boolean signed;

    private ColorScale(ColorRamp ramp, Limits limits, Palette palette, boolean signed) {
        this.ramp = ramp;
        this.limits = limits;
        this.palette = palette;
        this.signed = signed;
    }

    /// @param limits made symmetric where the scale is signed
    public static ColorScale of(boolean signed, Limits limits, Palette palette) {
        return signed
                ? new ColorScale(ColorRamp.diverging(palette), limits.symmetrised(), palette, true)
                : new ColorScale(ColorRamp.viridis(), limits, palette, false);
    }

    public Limits limits() {
        return limits;
    }

    public boolean signed() {
        return signed;
    }

    public ColorRamp ramp() {
        return ramp;
    }

    /// The colour of a value; of NaN the ground of its hatching.
    public int argb(float value) {
        return Float.isNaN(value) ? palette.background() : ramp.at(limits.fraction(value));
    }

    /// The colour of a value at a pixel: NaN is hatched along the diagonal, so it never looks like a number.
    public int argb(float value, int x, int y) {
        if (!Float.isNaN(value)) {
            return ramp.at(limits.fraction(value));
        }
        return Math.floorMod(x + y, HATCH_PERIOD) < HATCH_WIDTH ? palette.missing() : palette.background();
    }
}
