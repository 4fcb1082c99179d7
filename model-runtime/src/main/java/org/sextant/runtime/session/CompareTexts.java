package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.List;

/// Texts that two models are compared on.
public sealed interface CompareTexts {
    /// Some prompts, all of them.
    record Prompts(List<Prompt> prompts) implements CompareTexts {
        public Prompts {
            prompts = List.copyOf(prompts);
        }
    }

    /// A file with a text a line, or one in `.jsonl` with objects that have a `text`, or `ids` where both models have one
    /// vocabulary.
    ///
    /// @param file in UTF-8
    /// @param tokens how many tokens are compared at the most; the file is read no further
    record Corpus(Path file, long tokens) implements CompareTexts {}
}
