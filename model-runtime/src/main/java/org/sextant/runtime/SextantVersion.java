package org.sextant.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of Sextant that runs, as its build wrote it down.
public final class SextantVersion {
    private SextantVersion() {}

    /// Such as `0.1.0`.
    public static String current() {
        try (InputStream in = SextantVersion.class.getResourceAsStream("version.properties")) {
            if (in == null) {
                throw new IllegalStateException("the build left out version.properties");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
