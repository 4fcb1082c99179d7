package org.sextant.runtime.session;

import java.util.List;
import java.util.stream.Stream;

/// Enough to get a result again.
///
/// @param model name of the model
/// @param folder its folder
/// @param hash the hash on its card
/// @param dtype what it was computed in
/// @param device where
/// @param prompt the prompt's text, for a conversation as its template rendered it; or its ids as text
/// @param ids the token ids
/// @param sites sites or patterns asked for
/// @param settings further settings, as `key=value`
/// @param version version of Sextant
public record Provenance(
        String model,
        String folder,
        String hash,
        String dtype,
        String device,
        String prompt,
        List<Integer> ids,
        List<String> sites,
        List<String> settings,
        String version) {
    public Provenance {
        ids = List.copyOf(ids);
        sites = List.copyOf(sites);
        settings = List.copyOf(settings);
    }

    /// The same result, whose ids a person gave in other words.
    ///
    /// @param words the prompt as it was given
    public Provenance withPrompt(String words) {
        return new Provenance(model, folder, hash, dtype, device, words, ids, sites, settings, version);
    }

    /// The same with one more setting.
    ///
    /// @param setting as `key=value`
    public Provenance withSetting(String setting) {
        return new Provenance(model, folder, hash, dtype, device, prompt, ids, sites,
                Stream.concat(settings.stream(), Stream.of(setting)).toList(), version);
    }
}
