package org.sextant.app.log;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogFileTest {
    private static final Path HOME = Path.of("/home/anna");

    @Test
    void standsWhereEachSystemKeepsLogs() {
        assertThat(LogFile.folder("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".local/state/sextant"));
        assertThat(LogFile.folder("Mac OS X", HOME, Map.of())).isEqualTo(HOME.resolve("Library/Logs/Sextant"));
        assertThat(LogFile.folder("Windows 11", HOME, Map.of())).isEqualTo(HOME.resolve("AppData/Local/Sextant"));
    }

    @Test
    void followsTheEnvironment() {
        assertThat(LogFile.folder("Linux", HOME, Map.of("XDG_STATE_HOME", "/state")))
                .isEqualTo(Path.of("/state/sextant"));
        assertThat(LogFile.folder("Linux", HOME, Map.of("XDG_STATE_HOME", "relative")))
                .isEqualTo(HOME.resolve(".local/state/sextant"));
        assertThat(LogFile.folder("Windows 11", HOME, Map.of("LOCALAPPDATA", "/data")))
                .isEqualTo(Path.of("/data/Sextant"));
    }
}
