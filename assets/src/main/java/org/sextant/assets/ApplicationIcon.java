package org.sextant.assets;

import java.net.URL;
import java.util.List;
import java.util.Objects;

/// The icon of the program as PNG files of several sizes; `src/main/icon/sextant.svg` is the drawing.
public final class ApplicationIcon {
    private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

    private ApplicationIcon() {}

    /// Widths at hand, in pixels, smallest first.
    public static List<Integer> sizes() {
        return SIZES;
    }

    /// The square picture of one width.
    ///
    /// @throws IllegalArgumentException if the width is none of [#sizes]
    public static URL png(int size) {
        if (!SIZES.contains(size)) {
            throw new IllegalArgumentException("no icon is " + size + " pixels wide: " + SIZES);
        }
        return Objects.requireNonNull(ApplicationIcon.class.getResource("icon/sextant-" + size + ".png"));
    }

    /// One URL a size, smallest first.
    public static List<URL> all() {
        return SIZES.stream().map(ApplicationIcon::png).toList();
    }
}
