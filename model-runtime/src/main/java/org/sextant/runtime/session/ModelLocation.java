package org.sextant.runtime.session;

import java.nio.file.Path;

/// Where a model lies: a folder in Hugging Face layout, or a name looked up in the local Hugging Face cache.
public sealed interface ModelLocation {
    /// A folder with `config.json` and safetensors.
    record Folder(Path path) implements ModelLocation {}

    /// `org/name` in the local Hugging Face cache.
    record Cached(String repository) implements ModelLocation {}

    /// What a person types: a folder if one stands there or the text looks like a path, else `org/name`.
    static ModelLocation parse(String text) {
        Path path = Path.of(text);
        boolean looksLikeName = text.matches("[\\w.-]+/[\\w.-]+") && !text.startsWith(".");
        return looksLikeName && !path.toFile().exists() ? new Cached(text) : new Folder(path);
    }
}
