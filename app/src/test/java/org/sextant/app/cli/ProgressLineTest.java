package org.sextant.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Update.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTest {
    private static final Progress START = new Progress("Loading", 0, 1_200_000_000, "bytes");
    private static final Progress HALF = new Progress("Loading", 600_000_000, 1_200_000_000, "bytes");

    private Duration now = Duration.ofDays(-1);
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ProgressLine line = new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8),
            () -> now.toNanos());

    @Test
    void saysHowFarAndHowLongAsTheWindowDoes() {
        line.show(START);
        now = now.plusSeconds(8);
        line.show(HALF);

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[KLoading · 600 MB of 1.20 GB · 75.0 MB/s · about 8 s left");
    }

    @Test
    void theTimeLeftCountsFromTheStartOfTheStage() {
        line.show(START);
        now = now.plusSeconds(60);
        line.show(new Progress("Running", 0, 12, "blocks"));
        now = now.plusSeconds(5);
        line.show(new Progress("Running", 6, 12, "blocks"));

        assertThat(screen.toString(StandardCharsets.UTF_8))
                .endsWith("\r\033[KRunning · 6 of 12 blocks · about 5 s left");
    }

    @Test
    void isForAPersonWhoWatches() {
        assertThat(Cli.isWatched("true", null)).isTrue();
        assertThat(Cli.isWatched("false", System.console())).isFalse();
        assertThat(Cli.isWatched("ask", null)).isFalse();
    }

    @Test
    void staysAwayFromShortWork() {
        now = now.plusMillis(200);
        line.show(HALF);
        line.close();

        assertThat(screen.size()).isZero();
    }

    @Test
    void showsLongWorkAndCleansUp() {
        now = now.plusMillis(500);
        line.show(HALF);
        now = now.plusMillis(20);
        line.show(HALF);
        line.close();
        line.show(HALF);

        assertThat(screen.toString(StandardCharsets.UTF_8)).containsOnlyOnce("600 MB of 1.20 GB")
                .endsWith("\r\033[K");
    }
}
