package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.NodeMap;
import org.sextant.runtime.attribution.PairScores;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.attribution.ScoredNode;

/// Gathers what pairs give and makes the result of it.
final class AttributionTally {
    private final PromptReader prompts;
    private final AttributionSettings settings;
    private final List<ReadPair> pairs;
    private final List<PairScores> scores = new ArrayList<>();
    private final List<PairScores> truths = new ArrayList<>();
    private double forwards;

    AttributionTally(PromptReader prompts, AttributionSettings settings, List<ReadPair> pairs) {
        this.prompts = prompts;
        this.settings = settings;
        this.pairs = pairs;
    }

    void add(PairScores own, double ownForwards) {
        scores.add(own);
        forwards += ownForwards;
    }

    /// The same pair's nodes patched.
    void addTruth(PairScores truth) {
        truths.add(truth);
    }

    void count(double more) {
        forwards += more;
    }

    PairScores scores(int pair) {
        return scores.get(pair);
    }

    AttributeResult result(List<String> notes, Provenance provenance) {
        List<PairAverage> means = averages(scores);
        List<ScoredNode> strongest = meanStrongest(scores);
        return new AttributeResult(settings.metric(), IntStream.range(0, scores.size()).mapToObj(this::pair).toList(),
                mean(true), mean(false), means.stream().map(PairAverage::mean).toList(),
                means.stream().map(PairAverage::spread).toList(), strongest, sharedTokens(),
                agreement(means, strongest), forwards, notes, provenance);
    }

    /// Of each position of the mean maps the token that all pairs have there; empty where they differ.
    private List<String> sharedTokens() {
        List<String> shared = new ArrayList<>();
        for (int fromEnd = longest(); fromEnd > 0; fromEnd--) {
            int back = fromEnd;
            List<Integer> there = scores.isEmpty()
                    ? List.of()
                    : pairs.stream().map(this::changed).filter(ids -> ids.size() >= back)
                            .map(ids -> ids.get(ids.size() - back)).distinct().limit(2).toList();
            shared.add(there.size() == 1 ? tokens(there).getFirst().text() : "");
        }
        return shared;
    }

    private List<Integer> changed(ReadPair pair) {
        return pair.changed(settings.direction());
    }

    private int longest() {
        return pairs.stream().mapToInt(pair -> changed(pair).size()).max().orElse(0);
    }

    private AttributedPair pair(int index) {
        PairScores own = scores.get(index);
        ReadPair ids = pairs.get(index);
        List<NodeMap> truth = truths.isEmpty() ? List.of() : truths.get(index).maps();
        return new AttributedPair(tokens(ids.clean()), tokens(ids.corrupt()), clean(own), corrupt(own),
                own.maps().stream().map(AttributionTally::scoresOf).toList(), own.strongest(),
                truth.stream().map(AttributionTally::scoresOf).toList(),
                truths.isEmpty() ? List.of() : truths.get(index).strongest());
    }

    private List<Token> tokens(List<Integer> ids) {
        return prompts.tokens(ids.stream().mapToInt(Integer::intValue).toArray(), 0);
    }

    private double clean(PairScores own) {
        return settings.direction() == PatchDirection.DENOISING ? own.observedPatch() : own.observedBase();
    }

    private double corrupt(PairScores own) {
        return settings.direction() == PatchDirection.DENOISING ? own.observedBase() : own.observedPatch();
    }

    private double mean(boolean ofClean) {
        return scores.stream().mapToDouble(own -> ofClean ? clean(own) : corrupt(own)).average().orElse(Double.NaN);
    }

    static NodeScores scoresOf(NodeMap map) {
        return new NodeScores(map.kind(), map.kind() == NodeKind.HEAD
                ? TensorValue.of(map.values(), map.layers(), map.heads(), map.positions())
                : TensorValue.of(map.values(), map.layers(), map.positions()));
    }

    private static List<PairAverage> averages(List<PairScores> all) {
        List<PairAverage> averages = new ArrayList<>();
        for (int kind = 0; kind < all.getFirst().maps().size(); kind++) {
            int own = kind;
            averages.add(PairAverage.of(all.stream().map(scores -> scores.maps().get(own)).toList()));
        }
        return averages;
    }

    private List<ScoredNode> meanStrongest(List<PairScores> all) {
        Map<PatchCell, Double> sums = listedMeans(all);
        Map<NodeKind, Integer> left = new EnumMap<>(NodeKind.class);
        return sums.entrySet().stream().map(each -> new ScoredNode(each.getKey(), each.getValue()))
                .sorted(ScoredNode.STRONGEST)
                .filter(node -> left.merge(node.cell().kind(), 1, Integer::sum) <= settings.top()).toList();
    }

    /// Means of the nodes that are listed, their positions counted from the end. A pair that does not list one counts 0.
    private Map<PatchCell, Double> listedMeans(List<PairScores> all) {
        Map<PatchCell, Double> means = new TreeMap<>();
        for (int pair = 0; pair < all.size(); pair++) {
            int missing = longest() - changed(pairs.get(pair)).size();
            all.get(pair).strongest().forEach(
                    node -> means.merge(node.cell().movedBy(missing), node.score() / all.size(), Double::sum));
        }
        return means;
    }

    private Map<NodeKind, Agreement> agreement(List<PairAverage> means, List<ScoredNode> strongest) {
        Map<NodeKind, Agreement> agreement = new EnumMap<>(NodeKind.class);
        if (truths.isEmpty()) {
            return agreement;
        }
        List<PairAverage> truth = averages(truths);
        for (int kind = 0; kind < means.size(); kind++) {
            agreement.put(means.get(kind).mean().kind(), Agreement.of(doubles(means.get(kind).mean()),
                    doubles(truth.get(kind).mean())));
        }
        Map<PatchCell, Double> patched = listedMeans(truths);
        for (NodeKind kind : NodeKind.values()) {
            List<ScoredNode> listed = strongest.stream().filter(node -> node.cell().kind() == kind).toList();
            if (!listed.isEmpty()) {
                agreement.put(kind, Agreement.of(listed.stream().map(ScoredNode::score).toList(),
                        listed.stream().map(node -> patched.getOrDefault(node.cell(), 0.0)).toList()));
            }
        }
        return agreement;
    }

    private static List<Double> doubles(NodeScores scores) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < scores.values().length(); i++) {
            values.add((double) scores.values().flat(i));
        }
        return values;
    }
}
