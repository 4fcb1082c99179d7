package org.sextant.app.chart;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ColorScaleTest {
    static Stream<Palette> palettes() {
        return Stream.of(Palette.light(), Palette.dark());
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void zeroOfASignedScaleIsTheBackground(Palette palette) {
        ColorScale scale = ColorScale.of(true, new Limits(-1, 3), palette);

        assertThat(scale.argb(0)).isEqualTo(palette.background());
        assertThat(scale.limits()).isEqualTo(Limits.symmetric(3));
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void positiveEndsBlueAndNegativeEndsRedEquallyFarFromZero(Palette palette) {
        ColorScale scale = ColorScale.of(true, Limits.symmetric(2), palette);

        assertThat(scale.argb(2)).isEqualTo(palette.positive());
        assertThat(scale.argb(-2)).isEqualTo(palette.negative());
        assertThat(palette.positive() & 0xff).isGreaterThan(palette.positive() >> 16 & 0xff);
        assertThat(palette.negative() >> 16 & 0xff).isGreaterThan(palette.negative() & 0xff);
        for (float value = 0.25f; value <= 2; value += 0.25f) {
            assertThat(Oklab.of(scale.argb(value)).lightness())
                    .isCloseTo(Oklab.of(scale.argb(-value)).lightness(), within(0.03));
        }
    }

    @Test
    void lightnessOfTheUnsignedRampRisesFromEndToEnd() {
        ColorRamp ramp = ColorRamp.viridis();
        double last = -1;
        for (int i = 0; i <= 64; i++) {
            double lightness = Oklab.of(ramp.at(i / 64.0)).lightness();
            assertThat(lightness).isGreaterThan(last);
            last = lightness;
        }
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void signsStayApartForEyesWithoutGreenCones(Palette palette) {
        assertThat(seenWithoutGreenCones(palette.positive()).distance(seenWithoutGreenCones(palette.negative())))
                .isGreaterThan(0.15);
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void categoriesStayApartForEyesWithoutGreenCones(Palette palette) {
        for (int first : palette.categories()) {
            for (int second : palette.categories()) {
                if (first != second) {
                    assertThat(seenWithoutGreenCones(first).distance(seenWithoutGreenCones(second)))
                            .as("%06x and %06x", first & 0xffffff, second & 0xffffff)
                            .isGreaterThan(0.05);
                }
            }
        }
    }

    @Test
    void missingValuesAreHatchedAndNeverLookLikeANumber() {
        Palette palette = Palette.light();
        ColorScale scale = ColorScale.of(false, new Limits(0, 1), palette);

        assertThat(scale.argb(Float.NaN, 0, 0)).isEqualTo(palette.missing());
        assertThat(scale.argb(Float.NaN, 3, 0)).isEqualTo(palette.background());
        assertThat(scale.argb(Float.NaN, 2, 4)).isEqualTo(scale.argb(Float.NaN, 0, 0));
    }

    @Test
    void valuesBeyondTheLimitsTakeTheColourOfTheEnd() {
        ColorScale scale = ColorScale.of(false, new Limits(0, 1), Palette.light());

        assertThat(scale.argb(Float.POSITIVE_INFINITY)).isEqualTo(scale.argb(1));
        assertThat(scale.argb(-5)).isEqualTo(scale.argb(0));
    }

    /// Deuteranopia of full severity, on linear light (Machado, Oliveira and Fernandes 2009).
    private static Oklab seenWithoutGreenCones(int argb) {
        double r = linear(argb >> 16 & 0xff);
        double g = linear(argb >> 8 & 0xff);
        double b = linear(argb & 0xff);
        int red = encoded(0.367322 * r + 0.860646 * g - 0.227968 * b);
        int green = encoded(0.280085 * r + 0.672501 * g + 0.047413 * b);
        int blue = encoded(-0.011820 * r + 0.042940 * g + 0.968881 * b);
        return Oklab.of(red << 16 | green << 8 | blue);
    }

    private static double linear(int channel) {
        return Math.pow(channel / 255.0, 2.2);
    }

    private static int encoded(double linear) {
        return (int) Math.round(255 * Math.pow(Math.clamp(linear, 0, 1), 1 / 2.2));
    }
}
