package org.sextant.app.chart;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.sextant.app.chart.Tracks.Setting;
import org.sextant.app.chart.Tracks.Stretch;

import static org.assertj.core.api.Assertions.assertThat;

class TracksTest {
    private final Tracks tracks = new Tracks(500);

    @Test
    void whatStaysAsItIsIsKeptOnce() {
        for (int step = 0; step < 1000; step++) {
            tracks.add(List.of(new Setting("calm", 0, step < 300 ? 1 : -2, 0)));
        }
        assertThat(tracks.size()).isEqualTo(1000);
        assertThat(tracks.lines()).singleElement().satisfies(line -> {
            assertThat(line.stretches()).containsExactly(new Stretch(0, 1), new Stretch(300, -2));
            assertThat(line.at(299)).isEqualTo(1);
            assertThat(line.at(999)).isEqualTo(-2);
        });
    }

    @Test
    void eachLineIsScaledToItsFarthestFromWhatDoesNothing() {
        tracks.add(List.of(new Setting("calm", 0, 4, 0), new Setting("L3 E7", 1, 1, 1)));
        tracks.add(List.of(new Setting("calm", 0, -1, 0), new Setting("L3 E7", 1, 0.5, 1)));
        Tracks.Line calm = tracks.lines().getFirst();
        Tracks.Line expert = tracks.lines().getLast();
        assertThat(calm.height(4)).isEqualTo(1);
        assertThat(calm.height(-1)).isEqualTo(-0.25);
        assertThat(expert.height(1)).isZero();
        assertThat(expert.height(0.5)).isEqualTo(-1);
    }

    @Test
    void aLineThatDoesNothingLiesAtZero() {
        tracks.add(List.of(new Setting("calm", 0, 0, 0)));
        assertThat(tracks.lines().getFirst().height(0)).isZero();
    }

    @Test
    void aSettingThatComesLaterOrGoesLeavesAGap() {
        tracks.add(List.of(new Setting("calm", 0, 2, 0)));
        tracks.add(List.of(new Setting("calm", 0, 2, 0), new Setting("kind", 3, 1, 0)));
        tracks.add(List.of(new Setting("kind", 3, 1, 0)));
        assertThat(tracks.describe(0)).containsExactly("calm = 2");
        assertThat(tracks.describe(1)).containsExactly("calm = 2", "kind = 1");
        assertThat(tracks.describe(2)).containsExactly("kind = 1");
    }

    @Test
    void settingsOfTheSameNameAreToldApartByTheirOrder() {
        tracks.add(List.of(new Setting("calm", 0, 2, 0), new Setting("calm", 1, -3, 0)));
        tracks.add(List.of(new Setting("calm", 0, 1, 0), new Setting("calm", 1, -3, 0)));
        assertThat(tracks.describe(1)).containsExactly("calm = 1", "calm = -3");
    }

    @Test
    void theRoomDoublesUpToWhatIsExpected() {
        assertThat(tracks.span()).isEqualTo(64);
        grow(65);
        assertThat(tracks.span()).isEqualTo(128);
        grow(300);
        assertThat(tracks.span()).isEqualTo(500);
        assertThat(new Tracks(20).span()).isEqualTo(20);
    }

    private void grow(int steps) {
        while (tracks.size() < steps) {
            tracks.add(List.of());
        }
    }
}
