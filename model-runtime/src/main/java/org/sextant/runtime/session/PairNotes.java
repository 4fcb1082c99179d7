package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a person should know of two models' comparison, in words.
record PairNotes(ModelCard a, ModelCard b) {
    /// Which positions were left out.
    List<String> ofReading(PositionPairs alignment) {
        List<String> notes = new ArrayList<>();
        if (!alignment.identity()) {
            notes.add("the models cut the prompt differently: " + alignment.pairs().size()
                    + " pairs of positions end at the same character and are compared, " + alignment.aloneA().size()
                    + " of " + a.name() + " and " + alignment.aloneB().size() + " of " + b.name() + " are not");
        }
        return notes;
    }

    /// What of the texts was left out.
    ///
    /// @param tokens pairs of positions that were compared
    /// @param longest tokens of a text that were read at the most
    List<String> ofTexts(PairTexts texts, long tokens, int longest) {
        List<String> notes = new ArrayList<>();
        if (texts.unpaired() > 0) {
            notes.add("the models cut the texts differently: " + tokens
                    + " pairs of positions end at the same character and are compared, " + texts.unpaired()
                    + " positions have no partner");
        }
        if (texts.cut() > 0) {
            notes.add("of " + texts.cut() + " texts only the first " + longest + " tokens were read");
        }
        return notes;
    }

    /// Which distributions can be held against each other.
    List<String> ofVocabulary(OptionalInt shared) {
        if (shared.isEmpty()) {
            return List.of("the vocabularies differ (" + a.vocabSize() + " and " + b.vocabSize()
                    + " tokens), so there is no KL and no Jensen-Shannon divergence; candidates are matched by their text");
        }
        int most = Math.max(a.vocabSize(), b.vocabSize());
        return shared.getAsInt() == most
                ? List.of()
                : List.of("KL and Jensen-Shannon divergence are taken over the first " + shared.getAsInt()
                        + " tokens, which both vocabularies share");
    }

    /// Which layers stand beside each other, and why there may be no cosine.
    List<String> ofLayers(SitePairs sites) {
        List<String> notes = new ArrayList<>();
        if (sites.a().size() != sites.b().size()) {
            notes.add("there are " + sites.a().size() + " layers to compare in " + a.name() + " and " + sites.b().size()
                    + " in " + b.name() + "; each stands beside the one that lies as deep");
        }
        sites.layers().stream().filter(layer -> !layer.sameWidth()).findFirst().ifPresent(layer -> notes.add(
                "activations of " + layer.widthA() + " and of " + layer.widthB() + " numbers ("
                        + Stream.of(layer.siteA(), layer.siteB()).distinct()
                                .collect(Collectors.joining(" and "))
                        + ") have no cosine; norms and similarities of layers hold"));
        return notes;
    }
}
