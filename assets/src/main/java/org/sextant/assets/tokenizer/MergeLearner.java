package org.sextant.assets.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Byte pair encoding: the most frequent pair of neighbours becomes one token, again and again (Sennrich, Haddow and
/// Birch 2016, "Neural Machine Translation of Rare Words with Subword Units", algorithm 1). Pairs of equal frequency come
/// in the order of their text. Only the pieces that hold a pair are counted anew when it is merged.
final class MergeLearner {
    /// A pair seen once teaches nothing about the next text.
    private static final long LEAST_FREQUENCY = 2;

    private final Map<Merge, Long> frequencies = new HashMap<>();
    private final Map<Merge, Set<Piece>> holders = new HashMap<>();
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.BEST_FIRST);

    /// @param counts how often each piece occurs
    MergeLearner(Map<String, Long> counts) {
        counts.forEach((text, count) -> count(new Piece(text, count), 1));
        offer(frequencies.keySet());
    }

    /// Learns until that many tokens have been made, or no pair occurs twice.
    List<Merge> learn(int newTokens) {
        Set<Merge> merges = new LinkedHashSet<>();
        Set<String> tokens = new HashSet<>();
        while (tokens.size() < newTokens && !candidates.isEmpty()) {
            Candidate best = candidates.remove();
            if (best.frequency() == frequency(best.pair())) {
                apply(best.pair());
                merges.add(best.pair());
                tokens.add(best.pair().joined());
            }
        }
        return List.copyOf(merges);
    }

    private void apply(Merge pair) {
        Set<Merge> changed = new HashSet<>();
        for (Piece piece : holders.getOrDefault(pair, Set.of()).toArray(Piece[]::new)) {
            changed.addAll(count(piece, -1));
            piece.merge(pair);
            changed.addAll(count(piece, 1));
        }
        holders.remove(pair);
        offer(changed);
    }

    /// Adds a piece's pairs to the frequencies, or takes them away.
    private List<Merge> count(Piece piece, int sign) {
        List<Merge> pairs = piece.pairs();
        for (Merge pair : pairs) {
            frequencies.merge(pair, sign * piece.count, Long::sum);
            if (sign > 0) {
                holders.computeIfAbsent(pair, _ -> new HashSet<>()).add(piece);
            }
        }
        return pairs;
    }

    /// What was offered before with another frequency stays in the queue and is passed over there.
    private void offer(Set<Merge> pairs) {
        pairs.stream().filter(pair -> frequency(pair) >= LEAST_FREQUENCY)
                .forEach(pair -> candidates.add(new Candidate(pair, frequency(pair))));
    }

    private long frequency(Merge pair) {
        return frequencies.getOrDefault(pair, 0L);
    }

    private record Candidate(Merge pair, long frequency) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingLong(Candidate::frequency).reversed()
                .thenComparing(candidate -> candidate.pair().left())
                .thenComparing(candidate -> candidate.pair().right());
    }

    private static final class Piece {
        private final long count;
        private List<String> tokens;

        Piece(String text, long count) {
            this.count = count;
            this.tokens = Spelling.characters(text);
        }

        List<Merge> pairs() {
            List<Merge> pairs = new ArrayList<>();
            for (int place = 0; place + 1 < tokens.size(); place++) {
                pairs.add(new Merge(tokens.get(place), tokens.get(place + 1)));
            }
            return pairs;
        }

        void merge(Merge pair) {
            List<String> merged = new ArrayList<>(tokens.size());
            for (int place = 0; place < tokens.size(); place++) {
                boolean fits = place + 1 < tokens.size() && tokens.get(place).equals(pair.left())
                        && tokens.get(place + 1).equals(pair.right());
                merged.add(fits ? pair.joined() : tokens.get(place));
                place += fits ? 1 : 0;
            }
            tokens = merged;
        }
    }
}
