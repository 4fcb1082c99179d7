package org.sextant.app.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is remembered from one start to the next.
///
/// @param theme light or dark
/// @param recentModels folders and names of models, newest first
/// @param recentPrompts prompts that were run, newest first
/// @param window where it stood; empty before the first start
/// @param generation sampling settings
public record Preferences(
        ThemeChoice theme,
        List<String> recentModels,
        List<RecentPrompt> recentPrompts,
        Optional<WindowBounds> window,
        GenerationSettings generation) {
    public static final Preferences DEFAULT = new Preferences(ThemeChoice.SYSTEM, List.of(), List.of(),
            Optional.empty(), GenerationSettings.DEFAULT);

    private static final int RECENT_MODELS = 10;
    private static final int RECENT_PROMPTS = 50;

    public Preferences {
        recentModels = List.copyOf(recentModels);
        recentPrompts = List.copyOf(recentPrompts);
    }

    public Preferences withTheme(ThemeChoice choice) {
        return new Preferences(choice, recentModels, recentPrompts, window, generation);
    }

    /// Puts a model at the head of the recent ones.
    public Preferences withRecentModel(String location) {
        return new Preferences(theme, first(location, recentModels, RECENT_MODELS), recentPrompts, window, generation);
    }

    /// Forgets a model, for instance because its folder is gone.
    public Preferences withoutRecentModel(String location) {
        List<String> rest = recentModels.stream().filter(model -> !model.equals(location)).toList();
        return new Preferences(theme, rest, recentPrompts, window, generation);
    }

    /// Puts a prompt at the head of the recent ones.
    public Preferences withRecentPrompt(RecentPrompt prompt) {
        return new Preferences(theme, recentModels, first(prompt, recentPrompts, RECENT_PROMPTS), window, generation);
    }

    public Preferences withWindow(WindowBounds bounds) {
        return new Preferences(theme, recentModels, recentPrompts, Optional.of(bounds), generation);
    }

    public Preferences withGeneration(GenerationSettings settings) {
        return new Preferences(theme, recentModels, recentPrompts, window, settings);
    }

    private static <T> List<T> first(T newest, List<T> older, int limit) {
        List<T> all = new ArrayList<>();
        all.add(newest);
        older.stream().filter(entry -> !entry.equals(newest)).limit(limit - 1L).forEach(all::add);
        return all;
    }
}
