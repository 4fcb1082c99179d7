package org.sextant.runtime.checkpoint;

import java.nio.file.Path;
import java.util.Map;

/// The chat template that a model's folder brings.
///
/// @param text the Jinja template that turns a conversation into a prompt
/// @param file where it was found
/// @param specialTokens the special tokens by their names, such as `bos_token` to `<s>`
public record ChatTemplateFile(String text, Path file, Map<String, String> specialTokens) {
    public ChatTemplateFile {
        specialTokens = Map.copyOf(specialTokens);
    }
}
