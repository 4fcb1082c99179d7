package org.sextant.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.sextant.runtime.session.Update.Progress;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressLineTest {
    private static final Progress HALF = new Progress("loading", 600_000_000, 1_200_000_000, "bytes");

    private Instant now = Instant.EPOCH;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final ProgressLine line = new ProgressLine(new PrintStream(screen, true, StandardCharsets.UTF_8),
            () -> now);

    @Test
    void saysBytesAndTheTimeLeft() {
        assertThat(ProgressLine.text(HALF, Duration.ofSeconds(3))).isEqualTo("loading 600 MB of 1.2 GB, 3 s left");
        assertThat(ProgressLine.text(new Progress("forward", 3, 4, "blocks"), Duration.ofSeconds(3)))
                .isEqualTo("forward 3 blocks of 4 blocks, 1 s left");
        assertThat(ProgressLine.text(new Progress("reading", 7, 0, "tokens"), Duration.ofSeconds(3)))
                .isEqualTo("reading 7 tokens");
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

        assertThat(screen.toString(StandardCharsets.UTF_8)).containsOnlyOnce("600 MB of 1.2 GB").endsWith("\r\033[K");
    }
}
