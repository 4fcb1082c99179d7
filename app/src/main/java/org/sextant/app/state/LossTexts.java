package org.sextant.app.state;

import java.util.List;

import org.sextant.runtime.session.Prompt;

/// Texts to measure a model's loss on.
///
/// @param name what they are, such as `held-out stories of the harbour` or a file's name
/// @param texts one at least
public record LossTexts(String name, List<Prompt> texts) {
    public LossTexts {
        texts = List.copyOf(texts);
    }
}
