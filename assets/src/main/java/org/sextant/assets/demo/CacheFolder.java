package org.sextant.assets.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where a system keeps what a program can make again.
final class CacheFolder {
    private CacheFolder() {}

    /// The cache of Sextant for the person who runs this process; it need not exist.
    static Path ofThisUser() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    static Path of(String system, Path home, Map<String, String> environment) {
        if (system.startsWith("Windows")) {
            return named(environment, "LOCALAPPDATA").orElse(home.resolve("AppData/Local")).resolve("Sextant/cache");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Caches/Sextant");
        }
        return named(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache")).resolve("sextant");
    }

    private static Optional<Path> named(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank()).map(Path::of)
                .filter(Path::isAbsolute);
    }
}
