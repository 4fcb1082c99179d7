package org.sextant.app.chart;

/// An even ramp of colours: equal steps look equally large.
public final class ColorRamp {
    private static final int SIDE = 256;

    /// Ten equally spaced colours of viridis (van der Walt and Smith 2015, CC0); between them the ramp runs in OKLab.
    private static final int[] VIRIDIS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };

    private final int[] table;

    private ColorRamp(int[] table) {
        this.table = table;
    }

    /// From negative through the background at the middle to positive.
    public static ColorRamp diverging(Palette palette) {
        Oklab zero = Oklab.of(palette.background());
        Oklab negative = Oklab.of(palette.negative());
        Oklab positive = Oklab.of(palette.positive());
        int[] table = new int[2 * SIDE + 1];
        for (int step = 0; step <= SIDE; step++) {
            double t = (double) step / SIDE;
            table[SIDE - step] = zero.mix(negative, t).argb();
            table[SIDE + step] = zero.mix(positive, t).argb();
        }
        return new ColorRamp(table);
    }

    /// Dark purple, through green, to yellow; lightness rises all the way.
    public static ColorRamp viridis() {
        int[] table = new int[2 * SIDE + 1];
        for (int i = 0; i < table.length; i++) {
            double at = (double) i / (table.length - 1) * (VIRIDIS.length - 1);
            int anchor = Math.min((int) at, VIRIDIS.length - 2);
            table[i] = Oklab.of(VIRIDIS[anchor]).mix(Oklab.of(VIRIDIS[anchor + 1]), at - anchor).argb();
        }
        return new ColorRamp(table);
    }

    /// The colour at a place from 0 to 1, opaque.
    public int at(double fraction) {
        return table[(int) Math.round(fraction * (table.length - 1))];
    }

    public int size() {
        return table.length;
    }
}
