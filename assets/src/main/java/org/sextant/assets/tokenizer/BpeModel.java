package org.sextant.assets.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// A vocabulary with the merges that lead to its tokens. Ids go to the special tokens, the bytes, the characters and
/// the merged tokens, in this order.
public final class BpeModel {
    private final SequencedSet<String> alphabet;
    private final MergeTable table;
    private final SequencedMap<String, Integer> ids = new LinkedHashMap<>();

    BpeModel(Collection<String> alphabet, Collection<Merge> merges) {
        this.alphabet = new LinkedHashSet<>(alphabet);
        this.table = new MergeTable(merges);
        Stream.of(Arrays.stream(SpecialToken.values()).map(SpecialToken::spelling), Spelling.byteTokens().stream(),
                alphabet.stream(), merges.stream().map(Merge::joined)).flatMap(tokens -> tokens)
                .forEach(token -> ids.putIfAbsent(token, ids.size()));
    }

    /// The id of each token by its spelling, smallest id first: `▁` is a space, `<0x0A>` a byte.
    public Map<String, Integer> ids() {
        return Collections.unmodifiableMap(ids);
    }

    /// Number of tokens, all kinds together.
    public int size() {
        return ids.size();
    }

    /// The tokens of a text without special tokens, spelled with `▁` for each space, also for the one that begins a
    /// text: `▁Who▁is`.
    public List<String> tokens(String spelled) {
        List<String> tokens = new ArrayList<>();
        for (String piece : PreTokenizer.spelledPieces(spelled)) {
            tokens.addAll(table.apply(Spelling.characters(piece)).stream()
                    .flatMap(token -> ids.containsKey(token) ? Stream.of(token) : Spelling.bytes(token).stream())
                    .toList());
        }
        return tokens;
    }

    /// Those of the words that are more than one token, in their order.
    ///
    /// @param words spelled as in [#tokens]
    public List<String> severalTokens(Collection<String> words) {
        return words.stream().filter(word -> tokens(word).size() > 1).toList();
    }

    /// The merges, in the order in which they are applied.
    List<Merge> merges() {
        return table.merges();
    }

    /// This model with more merges after its own, so that each of the words is one token: as long as it is several,
    /// its first two become one. A word that was one token stays one, as every merge that leads to it comes before.
    ///
    /// @param words pieces of characters that the vocabulary has
    BpeModel completing(Collection<String> words) {
        MergeTable longer = new MergeTable(merges());
        for (String word : words) {
            List<String> tokens = longer.apply(Spelling.characters(word));
            while (tokens.size() > 1) {
                longer.add(new Merge(tokens.get(0), tokens.get(1)));
                tokens = longer.apply(tokens);
            }
        }
        return new BpeModel(alphabet, longer.merges());
    }
}
