package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.sextant.runtime.checkpoint.EncodedText;

/// Pairs the positions of two readings of one text whose tokens end at the same character. Of several tokens that share a
/// character the last has seen it whole. Tokens that the text does not hold, such as one that begins every prompt, are
/// paired among themselves.
final class SpanPairs {
    private SpanPairs() {}

    /// Where a token ends.
    ///
    /// @param end index after its last character
    /// @param added number among the tokens that were added there; −1 of one that the text holds
    private record End(int end, int added) {}

    static PositionPairs of(List<EncodedText.Span> a, List<EncodedText.Span> b) {
        Map<End, Integer> inB = ends(b);
        Map<Integer, End> endOfA = new HashMap<>();
        ends(a).forEach((end, position) -> endOfA.put(position, end));
        List<PositionPairs.Pair> pairs = new ArrayList<>();
        int last = -1;
        for (int position = 0; position < a.size(); position++) {
            End end = endOfA.get(position);
            Integer partner = end == null ? null : inB.get(end);
            if (partner != null && partner > last) {
                pairs.add(new PositionPairs.Pair(position, partner));
                last = partner;
            }
        }
        return pairs(pairs, a.size(), b.size());
    }

    /// Position by position.
    static PositionPairs identity(int tokens) {
        return pairs(IntStream.range(0, tokens).mapToObj(at -> new PositionPairs.Pair(at, at)).toList(), tokens,
                tokens);
    }

    private static PositionPairs pairs(List<PositionPairs.Pair> pairs, int tokensA, int tokensB) {
        List<Integer> ofA = pairs.stream().map(PositionPairs.Pair::a).toList();
        List<Integer> ofB = pairs.stream().map(PositionPairs.Pair::b).toList();
        return new PositionPairs(pairs, alone(ofA, tokensA), alone(ofB, tokensB));
    }

    private static List<Integer> alone(List<Integer> paired, int tokens) {
        List<Integer> alone = new ArrayList<>(IntStream.range(0, tokens).boxed().toList());
        alone.removeAll(new HashSet<>(paired));
        return alone;
    }

    private static Map<End, Integer> ends(List<EncodedText.Span> spans) {
        Map<End, Integer> ends = new HashMap<>();
        for (int position = 0; position < spans.size(); position++) {
            EncodedText.Span span = spans.get(position);
            if (span.start() < span.end()) {
                ends.put(new End(span.end(), -1), position);
            } else {
                int added = 0;
                while (ends.containsKey(new End(span.end(), added))) {
                    added++;
                }
                ends.put(new End(span.end(), added), position);
            }
        }
        return ends;
    }
}
