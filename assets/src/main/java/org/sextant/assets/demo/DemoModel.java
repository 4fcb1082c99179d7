package org.sextant.assets.demo;

import java.util.List;

/// A model that ships with the workbench.
///
/// @param name its name after `demo:`, such as `harbour-base`
/// @param summary what it is, in one line
/// @param family its architecture, such as `Llama`
/// @param layers number of blocks
/// @param experts of each of its mixtures; 0 where it has none
/// @param parameters number of weights
/// @param firstPrompt what to run when it is opened with nothing else to run
/// @param suggestions what to try with it, best first
/// @param files what its folder holds; empty where it has not been made yet
public record DemoModel(
        String name,
        String summary,
        String family,
        int layers,
        int experts,
        long parameters,
        String firstPrompt,
        List<Suggestion> suggestions,
        List<DemoFile> files) {
    /// What begins the address of every demo model.
    public static final String PREFIX = "demo:";

    public DemoModel {
        suggestions = List.copyOf(suggestions);
        files = List.copyOf(files);
    }

    /// A prompt that shows something.
    ///
    /// @param title what it lets one see, in a few words
    /// @param prompt the text to run
    public record Suggestion(String title, String prompt) {}

    /// What a person types to open it: `demo:harbour-base`.
    public String address() {
        return PREFIX + name;
    }

    /// Whether it is a mixture of experts.
    public boolean hasExperts() {
        return experts > 0;
    }

    /// Size of all its files.
    public long bytes() {
        return files.stream().mapToLong(DemoFile::bytes).sum();
    }
}
