package org.sextant.assets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Prompts to begin with, each with what it lets one see.
public final class ExamplePrompts {
    private static final String FILE = "prompts/examples.txt";

    /// One example.
    ///
    /// @param shows what it lets one see, in a few words
    /// @param text the prompt
    public record Example(String shows, String text) {}

    private ExamplePrompts() {}

    /// All examples, in the order of their file.
    public static List<Example> all() {
        return contents().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(ExamplePrompts::parse)
                .toList();
    }

    private static Example parse(String line) {
        int tab = line.indexOf('\t');
        if (tab < 0) {
            throw new IllegalStateException(FILE + " has a line without a tab: " + line);
        }
        return new Example(line.substring(0, tab), line.substring(tab + 1));
    }

    private static String contents() {
        try (InputStream file = Objects.requireNonNull(ExamplePrompts.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
