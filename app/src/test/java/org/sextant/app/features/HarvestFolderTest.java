package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Where each system keeps a person's data.
class HarvestFolderTest {
    private static final Path HOME = Path.of("/home/anna");

    @Test
    void dataLieWhereTheSystemKeepsThem() {
        assertThat(HarvestFolder.data("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".local/share/sextant"));
        assertThat(HarvestFolder.data("Linux", HOME, Map.of("XDG_DATA_HOME", "/data")))
                .isEqualTo(Path.of("/data/sextant"));
        assertThat(HarvestFolder.data("Linux", HOME, Map.of("XDG_DATA_HOME", "not/absolute")))
                .isEqualTo(HOME.resolve(".local/share/sextant"));
        assertThat(HarvestFolder.data("Mac OS X", HOME, Map.of()))
                .isEqualTo(HOME.resolve("Library/Application Support/Sextant"));
        assertThat(HarvestFolder.data("Windows 11", HOME, Map.of())).isEqualTo(HOME.resolve("AppData/Local/Sextant"));
    }
}
