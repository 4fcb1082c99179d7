package org.sextant.app.chart;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenLayoutTest {
    @Test
    void wrapsLikeWords() {
        TokenLayout layout = TokenLayout.of(new double[]{40, 40, 40, 90, 10}, 5, 100, 26);
        assertThat(layout.rows()).isEqualTo(4);
        assertThat(layout.x(1)).isEqualTo(45);
        assertThat(layout.rowOf(2)).isEqualTo(1);
        assertThat(layout.rowOf(3)).isEqualTo(2);
        assertThat(layout.rowOf(4)).isEqualTo(3);
    }

    @Test
    void cutsAChipThatIsWiderThanTheRow() {
        assertThat(TokenLayout.of(new double[]{500}, 5, 100, 26).width(0)).isEqualTo(100);
    }

    @Test
    void findsEveryChipAtItsOwnMiddleAndNoneInTheGaps() {
        Random random = new Random(4);
        double[] widths = random.doubles(2000, 8, 120).toArray();
        TokenLayout layout = TokenLayout.of(widths, 3, 700, 26);
        for (int chip = 0; chip < widths.length; chip++) {
            double middle = layout.rowOf(chip) * 26 + 13.0;
            assertThat(layout.at(layout.x(chip) + widths[chip] / 2, middle)).hasValue(chip);
            assertThat(layout.at(layout.x(chip) + widths[chip] + 1.5, middle)).isEmpty();
        }
    }

    @Test
    void upAndDownStayInTheColumnAndStopAtTheEdges() {
        TokenLayout layout = TokenLayout.of(new double[]{50, 50, 50, 50}, 0, 100, 26);
        assertThat(layout.vertical(1, 1)).isEqualTo(3);
        assertThat(layout.vertical(3, -1)).isEqualTo(1);
        assertThat(layout.vertical(0, -1)).isZero();
        assertThat(layout.vertical(2, 1)).isEqualTo(2);
    }
}
