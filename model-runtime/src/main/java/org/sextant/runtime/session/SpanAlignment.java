package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.attribution.PositionMap;
import org.sextant.runtime.checkpoint.EncodedText;

/// Aligns two prompts by what both begin and end with.
///
/// @param prompts reads them
record SpanAlignment(PromptReader prompts) {
    /// By characters where both are texts, else by ids.
    PositionMap of(ContrastPair pair, int[] clean, int[] corrupt) {
        if (pair.clean() instanceof Prompt.Text a && pair.corrupt() instanceof Prompt.Text b) {
            return ofTexts(a.text(), prompts.spans(a), b.text(), prompts.spans(b));
        }
        int shorter = Math.min(clean.length, corrupt.length);
        int prefix = 0;
        while (prefix < shorter && clean[prefix] == corrupt[prefix]) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < shorter - prefix
                && clean[clean.length - 1 - suffix] == corrupt[corrupt.length - 1 - suffix]) {
            suffix++;
        }
        return PositionMap.around(clean.length, corrupt.length, prefix, suffix);
    }

    /// Tokens belong together where both texts have the same characters there and cut them alike.
    private static PositionMap ofTexts(String clean, List<EncodedText.Span> ofClean, String corrupt,
            List<EncodedText.Span> ofCorrupt) {
        int shorter = Math.min(clean.length(), corrupt.length());
        int begin = 0;
        while (begin < shorter && clean.charAt(begin) == corrupt.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin
                && clean.charAt(clean.length() - 1 - end) == corrupt.charAt(corrupt.length() - 1 - end)) {
            end++;
        }
        int tokens = Math.min(ofClean.size(), ofCorrupt.size());
        int prefix = 0;
        while (prefix < tokens && ofClean.get(prefix).equals(ofCorrupt.get(prefix))
                && ofClean.get(prefix).end() <= begin) {
            prefix++;
        }
        int moved = clean.length() - corrupt.length();
        int suffix = 0;
        while (suffix < tokens - prefix) {
            EncodedText.Span own = ofClean.get(ofClean.size() - 1 - suffix);
            EncodedText.Span other = ofCorrupt.get(ofCorrupt.size() - 1 - suffix);
            if (own.start() < clean.length() - end || own.start() != other.start() + moved
                    || own.end() != other.end() + moved) {
                break;
            }
            suffix++;
        }
        return PositionMap.around(ofClean.size(), ofCorrupt.size(), prefix, suffix);
    }
}
