package org.sextant.assets.demo;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CacheFolderTest {
    private static final Path HOME = Path.of("/home/anna");

    @Test
    void eachSystemHasItsPlace() {
        assertThat(CacheFolder.of("Linux", HOME, Map.of())).isEqualTo(HOME.resolve(".cache/sextant"));
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "/var/cache/anna")))
                .isEqualTo(Path.of("/var/cache/anna/sextant"));
        assertThat(CacheFolder.of("Mac OS X", HOME, Map.of())).isEqualTo(HOME.resolve("Library/Caches/Sextant"));
        assertThat(CacheFolder.of("Windows 11", HOME, Map.of())).isEqualTo(HOME.resolve("AppData/Local/Sextant/cache"));
    }

    @Test
    void aPathThatIsNotAbsoluteIsPassedOver() {
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "cache")))
                .isEqualTo(HOME.resolve(".cache/sextant"));
        assertThat(CacheFolder.of("Linux", HOME, Map.of("XDG_CACHE_HOME", "")))
                .isEqualTo(HOME.resolve(".cache/sextant"));
    }
}
