package org.sextant.runtime.harvest;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a harvest counts. A broken-off one can only be gone on with where all of it is the same.
///
/// @param model hash of the model's files
/// @param sae hash of the SAE's numbers
/// @param corpus hash of the texts as token ids
/// @param features of the SAE
/// @param tokens to be counted at the most
/// @param longest tokens of a text; longer ones are cut
/// @param passedOver tokens at the start of each text that do not count
public record HarvestKey(String model, String sae, String corpus, int features, long tokens, int longest,
        int passedOver) {
    Map<String, String> asText() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("model", model);
        text.put("sae", sae);
        text.put("corpus", corpus);
        text.put("features", Integer.toString(features));
        text.put("tokens_wanted", Long.toString(tokens));
        text.put("longest", Integer.toString(longest));
        text.put("passed_over", Integer.toString(passedOver));
        return text;
    }
}
