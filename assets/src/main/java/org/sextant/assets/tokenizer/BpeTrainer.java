package org.sextant.assets.tokenizer;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Learns a vocabulary of byte pair encoding from texts. The same texts, in whatever order, give the same vocabulary.
/// The digits and the groups of two digits are always tokens.
public final class BpeTrainer {
    private static final List<String> NUMBERS = Stream
            .concat(IntStream.range(0, 10).mapToObj(Integer::toString),
                    IntStream.range(0, 100).mapToObj(value -> "" + value / 10 + value % 10))
            .toList();

    private final int vocabularySize;
    private final SequencedSet<String> required = new LinkedHashSet<>(NUMBERS);

    /// @param vocabularySize how many tokens to have at most; fewer where the texts hold too little
    public BpeTrainer(int vocabularySize) {
        this(vocabularySize, List.of());
    }

    /// @param required words that are to be one token however rare they are, spelled with `▁` for the space before them
    /// @throws IllegalArgumentException if a required word can never be one token
    public BpeTrainer(int vocabularySize, Collection<String> required) {
        this.vocabularySize = vocabularySize;
        required.forEach(BpeTrainer::requireOnePiece);
        this.required.addAll(required);
    }

    /// Learns from texts. What they say in special tokens is passed over.
    ///
    /// @throws IllegalArgumentException if there is no text, or the vocabulary is too small for its characters and the
    ///         required words
    public BpeModel train(Stream<String> texts) {
        Map<String, Long> counts = new HashMap<>();
        texts.sequential().flatMap(text -> PreTokenizer.pieces(text).stream())
                .forEach(piece -> counts.merge(piece, 1L, Long::sum));
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("there is no text to learn a tokenizer from; give at least one that is"
                    + " not empty");
        }
        List<String> alphabet = alphabet(counts.keySet());
        int unmerged = new BpeModel(alphabet, List.of()).size();
        return fitting(alphabet, new MergeLearner(counts).learn(vocabularySize - unmerged));
    }

    /// As many of the learned merges as leave room to complete the required words. One merge less is at most one token
    /// less, so that many can go at once.
    private BpeModel fitting(List<String> alphabet, List<Merge> learned) {
        int kept = learned.size();
        BpeModel model = new BpeModel(alphabet, learned).completing(required);
        int least = model.size();
        while (model.size() > vocabularySize) {
            if (kept == 0) {
                throw tooSmall(least);
            }
            kept = Math.max(0, kept - (model.size() - vocabularySize));
            model = new BpeModel(alphabet, learned.subList(0, kept)).completing(required);
            least = Math.min(least, model.size());
        }
        return model;
    }

    /// All characters in the order of their code points.
    private List<String> alphabet(Collection<String> pieces) {
        TreeSet<Integer> characters = new TreeSet<>();
        Stream.of(pieces, required, List.of(Spelling.SPACE)).flatMap(Collection::stream)
                .flatMapToInt(String::codePoints)
                .forEach(characters::add);
        characters.subSet((int) Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1).forEach(half -> {
            throw new IllegalArgumentException("the texts hold half a character, U+" + Integer.toHexString(half)
                    + "; give its other half or leave it out");
        });
        return characters.stream().map(Character::toString).toList();
    }

    private IllegalArgumentException tooSmall(int needed) {
        return new IllegalArgumentException("a vocabulary of " + vocabularySize + " tokens is too small: special"
                + " tokens, bytes, the characters of the texts and the required words need " + needed
                + "; give it at least as many, or texts with fewer characters and fewer required words");
    }

    private static void requireOnePiece(String word) {
        if (!PreTokenizer.isOnePiece(word)) {
            throw new IllegalArgumentException("the required word \"" + word + "\" can never be one token; give letters"
                    + " with at most one ▁ before them, one mark, or one or two digits");
        }
    }
}
