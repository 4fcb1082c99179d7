package org.sextant.runtime.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.runtime.attribution.AttributionException;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.ContrastIds;
import org.sextant.runtime.attribution.GradientAttribution;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PairScores;
import org.sextant.runtime.attribution.PathGradients;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.steering.SteeringPlan;

/// Scores nodes of pairs by gradients.
///
/// @param attributing what to work with
/// @param kinds of node
/// @param rules of the backward pass
record EstimatedNodes(Attributing attributing, Set<NodeKind> kinds, RelevanceRules rules) {
    /// Runs in one pass.
    private static final int RUNS_AT_ONCE = 16;
    private static final int STEPS_AT_ONCE = 32;

    /// One run of a pair.
    private record Run(int pair, ContrastIds ids, boolean last) {}

    /// @param done is told after each pair
    void of(List<ReadPair> pairs, AttributionTally tally, Runnable done) {
        if (kinds.stream().anyMatch(NodeKind::listed) && pairs.stream().anyMatch(pair -> pair.runs().size() > 1)) {
            throw new AttributionException(
                    "neurons and features are listed by one run, and answers that go on differently"
                            + " need several",
                    "in the nodes",
                    "look at the first token of the answers, or choose nodes with a map");
        }
        List<Run> runs = IntStream.range(0, pairs.size()).boxed().flatMap(pair -> runs(pair, pairs.get(pair))).toList();
        int longest = pairs.stream().mapToInt(ReadPair::longest).max().orElse(1);
        Map<Integer, PairScores> sums = new HashMap<>();
        Map<Integer, Double> forwards = new HashMap<>();
        int atOnce = runsAtOnce(longest);
        for (int first = 0; first < runs.size(); first += atOnce) {
            List<Run> some = runs.subList(first, Math.min(runs.size(), first + atOnce));
            List<Scored> scored = scored(some.stream().map(Run::ids).toList(), longest);
            for (int i = 0; i < some.size(); i++) {
                Run run = some.get(i);
                sums.merge(run.pair(), scored.get(i).scores(), PairScores::plus);
                double cost = forwards.merge(run.pair(), scored.get(i).forwards(), Double::sum);
                if (run.last()) {
                    tally.add(sums.get(run.pair()), cost);
                    done.run();
                }
            }
        }
    }

    private static Stream<Run> runs(int pair, ReadPair read) {
        int all = read.runs().size();
        return IntStream.range(0, all).mapToObj(run -> new Run(pair, read.runs().get(run), run == all - 1));
    }

    /// @param forwards what it took, in forward passes of one prompt
    private record Scored(PairScores scores, double forwards) {}

    /// Where a plan is followed, whose positions are counted from the start, runs of several lengths do not go together.
    private int runsAtOnce(int longest) {
        boolean alone = !attributing.steering().equals(SteeringPlan.NONE)
                || attributing.settings().method() == AttributionMethod.INTEGRATED_GRADIENTS;
        return alone ? 1 : attributing.memory().sequencesAtOnce(longest, true, RUNS_AT_ONCE);
    }

    private List<Scored> scored(List<ContrastIds> runs, int longest) {
        AttributionSettings settings = attributing.settings();
        int forced = runs.getFirst().forced();
        if (settings.method() == AttributionMethod.INTEGRATED_GRADIENTS) {
            PathGradients paths = new PathGradients(attributing.model().transformer(), kinds, attributing.sae(),
                    attributing.changes(forced), settings.steps(),
                    attributing.memory().sequencesAtOnce(longest, true, STEPS_AT_ONCE), settings.top());
            double cost = 2 + 2.0 * paths.sites() * settings.steps();
            return List.of(new Scored(
                    paths.of(runs.getFirst(), settings.direction(), attributing.listener()), cost));
        }
        GradientAttribution gradients = new GradientAttribution(attributing.model().transformer(), rules, kinds,
                attributing.sae(), attributing.changes(forced), settings.top());
        boolean tokens = settings.method().ofTokens();
        List<PairScores> scores = tokens
                ? gradients.ofTokens(runs.stream().map(ContrastIds::clean).toList(),
                        runs.stream().map(ContrastIds::observable).toList(), attributing.listener())
                : gradients.of(runs, settings.direction(), attributing.listener());
        return scores.stream().map(each -> new Scored(each, tokens ? 2 : 3)).toList();
    }
}
