package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;

import org.sextant.runtime.checkpoint.HubCache;

/// Where a model lies: a folder in Hugging Face layout, with a name of its own or without, or a name looked up in the local Hugging Face cache.
public sealed interface ModelLocation {
    /// A folder with `config.json` and safetensors.
    record Folder(Path path) implements ModelLocation {}

    /// A folder that goes by a name of its own: card and provenance say the name instead of the folder's.
    ///
    /// @param name what a person types to open it again, such as `demo:harbour-base`
    record Named(String name, Path path) implements ModelLocation {}

    /// A model of the local Hugging Face cache.
    ///
    /// @param address `org/name`, or `org/name@revision`
    record Cached(String address) implements ModelLocation {}

    /// What the local Hugging Face cache has, sorted by name.
    ///
    /// @throws org.sextant.runtime.SextantException if it is there and may not be read
    static List<Cached> inCache() {
        return HubCache.ofThisUser().addresses().stream().map(Cached::new).toList();
    }

    /// What a person types: a folder if one stands there or the text looks like a path, else `org/name`, which may have a
    /// branch, a tag or a commit: `org/name@revision`.
    static ModelLocation parse(String text) {
        Path path = Path.of(text);
        boolean looksLikeName = text.matches("[\\w.-]+/[\\w.-]+(@[\\w./-]+)?") && !text.startsWith(".");
        return looksLikeName && !path.toFile().exists() ? new Cached(text) : new Folder(path);
    }
}
