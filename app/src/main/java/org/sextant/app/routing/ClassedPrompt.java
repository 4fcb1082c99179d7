package org.sextant.app.routing;

import java.util.List;
import java.util.Locale;

import org.sextant.runtime.session.ExpertLoadResult.PromptLoad;

/// A prompt whose loads are known, and its class.
///
/// @param place among all prompts
/// @param load what the model gave
/// @param listed the class of the list that it came from
/// @param chosen the class that counts
record ClassedPrompt(int place, PromptLoad load, PromptClass listed, PromptClass chosen) {
    ClassedPrompt as(PromptClass next) {
        return new ClassedPrompt(place, load, listed, next);
    }

    /// The class by its list.
    ClassedPrompt byList() {
        return as(listed);
    }

    /// The class by its response: the target where one of the phrases stands in it, whatever its capitals. Without a
    /// response it stays as it is.
    ClassedPrompt byResponse(List<String> phrases) {
        if (load.response().isBlank()) {
            return this;
        }
        String response = plain(load.response());
        return as(phrases.stream().map(ClassedPrompt::plain).anyMatch(response::contains)
                ? PromptClass.TARGET
                : PromptClass.REST);
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('’', '\'');
    }
}
