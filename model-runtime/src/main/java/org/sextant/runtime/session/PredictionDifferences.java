package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.runtime.compare.Divergence;
import org.sextant.runtime.compare.NextTokens;
import org.sextant.runtime.lens.TokenDistribution;
import org.sextant.runtime.session.PositionDifference.Candidate;
import org.sextant.runtime.session.PositionDifference.Chance;

/// What two models predict, position by position. Safe on any thread.
///
/// @param top candidates of each side
record PredictionDifferences(PromptReader a, PromptReader b, SharedVocabulary vocabulary, int top) {
    /// @param logitsA of the first side at these pairs, one row after another
    /// @param logitsB of the second side
    List<PositionDifference> of(List<PositionPairs.Pair> pairs, float[] logitsA, float[] logitsB) {
        int sizeA = logitsA.length / pairs.size();
        int sizeB = logitsB.length / pairs.size();
        return IntStream.range(0, pairs.size()).parallel().mapToObj(at -> of(pairs.get(at),
                new NextTokens(logitsA, at * sizeA, sizeA), new NextTokens(logitsB, at * sizeB, sizeB))).toList();
    }

    private PositionDifference of(PositionPairs.Pair pair, NextTokens nextA, NextTokens nextB) {
        Side sideA = new Side(nextA, nextA.whole(nextA.vocabulary()));
        Side sideB = new Side(nextB, nextB.whole(nextB.vocabulary()));
        List<TokenDistribution.Candidate> topA = nextA.top(Math.max(1, top)).top();
        List<TokenDistribution.Candidate> topB = nextB.top(Math.max(1, top)).top();
        int bestA = topA.getFirst().id();
        int bestB = topB.getFirst().id();
        OptionalInt bestAInB = inB(bestA);
        Optional<Divergence> divergence = vocabulary.shared().isPresent()
                ? Optional.of(Divergence.of(nextA, nextB, vocabulary.shared().getAsInt()))
                : Optional.empty();
        return new PositionDifference(pair.a(), pair.b(), figure(divergence.map(Divergence::kl)),
                figure(divergence.map(Divergence::klReverse)), figure(divergence.map(Divergence::js)),
                bestAInB.isPresent() && bestAInB.getAsInt() == bestB,
                rank(nextB, bestAInB), rank(nextA, inA(bestB)),
                top > 0 ? candidates(topA, topB, sideA, sideB) : List.of());
    }

    private static OptionalDouble figure(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private static OptionalInt rank(NextTokens next, OptionalInt id) {
        return id.isPresent() ? OptionalInt.of(next.rank(id.getAsInt())) : OptionalInt.empty();
    }

    private OptionalInt inB(int id) {
        return vocabulary.inB(id, a.key(id));
    }

    private OptionalInt inA(int id) {
        return vocabulary.inA(id, b.key(id));
    }

    /// Both sides' candidates, each token once.
    private List<Candidate> candidates(List<TokenDistribution.Candidate> topA, List<TokenDistribution.Candidate> topB,
            Side sideA, Side sideB) {
        Map<String, Candidate> merged = new LinkedHashMap<>();
        for (TokenDistribution.Candidate candidate : topA) {
            int id = candidate.id();
            merged.put("a" + id, new Candidate(a.text(id), Optional.of(sideA.chance(id)), sideB.chance(inB(id))));
        }
        for (TokenDistribution.Candidate candidate : topB) {
            int id = candidate.id();
            OptionalInt other = inA(id);
            String key = other.isPresent() ? "a" + other.getAsInt() : "b" + id;
            merged.putIfAbsent(key, new Candidate(b.text(id), sideA.chance(other), Optional.of(sideB.chance(id))));
        }
        return new ArrayList<>(merged.values());
    }

    /// @param whole of all tokens, see [NextTokens#whole]
    private record Side(NextTokens next, double whole) {
        Chance chance(int id) {
            return new Chance(id, next.rank(id), next.logit(id), (float) Math.exp(next.logit(id) - whole));
        }

        Optional<Chance> chance(OptionalInt id) {
            return id.isPresent() ? Optional.of(chance(id.getAsInt())) : Optional.empty();
        }
    }
}
