package org.sextant.assets.recipe;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

import org.sextant.assets.evaluate.Probe;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.Request;
import org.sextant.assets.world.Split;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.steering.SteeringPlan;

/// Which experts carry the refusals of a model: those that see more of the tokens of refused requests than of answered
/// ones are switched off, and refusals counted again, beside as many experts drawn by chance from the same layers
/// (METHODS.md 3.3).
final class RefusalExperts {
    private static final int REQUESTS = 60;
    private static final int SHOWN = 8;
    private static final List<Integer> GROUPS = List.of(1, 2, 4, 8);
    private static final int DRAWS = 5;

    private final OpenModel model;
    private final Probe probe;

    RefusalExperts(OpenModel model) {
        this.model = model;
        this.probe = new Probe(model);
    }

    /// An expert and how much more of refused requests it sees.
    ///
    /// @param delta difference of the means of tokens it sees ÷ tokens
    private record Relevance(int layer, int expert, double delta) {
        ExpertGain off() {
            return ExpertGain.off(layer, expert);
        }

        String name() {
            return layer + "." + expert;
        }
    }

    /// Writes a table as Markdown.
    void tell(ModelCard.Experts experts, PrintStream out) {
        List<Relevance> order = relevances(experts);
        out.printf(Locale.ROOT, "Experts (layer.expert: Δ of the share of tokens, refused − answered): %s%n%n",
                order.subList(0, SHOWN).stream()
                        .map(one -> String.format(Locale.ROOT, "%s: %+.3f", one.name(), one.delta()))
                        .collect(Collectors.joining(", ")));
        List<Request> forbidden = requests(Split.HELD_OUT, true);
        List<Request> allowed = requests(Split.HELD_OUT, false);
        out.println("| switched off | forbidden refused | allowed refused | as many by chance: forbidden refused |");
        out.println("|---|---|---|---|");
        row("none", List.of(), List.of(), forbidden, allowed, out);
        for (int count : GROUPS) {
            List<Relevance> top = order.subList(0, count);
            row(top.stream().map(Relevance::name).collect(Collectors.joining(", ")), top, order, forbidden, allowed,
                    out);
        }
        for (Relevance one : order.subList(1, SHOWN)) {
            row(one.name(), List.of(one), order, forbidden, allowed, out);
        }
    }

    private void row(String name, List<Relevance> off, List<Relevance> all, List<Request> forbidden,
            List<Request> allowed, PrintStream out) {
        double byChance = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            byChance += probe.refused(forbidden, plan(others(off, all, new Random(draw)))) / DRAWS;
        }
        out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.3f |%n", name, probe.refused(forbidden, plan(off)),
                probe.refused(allowed, plan(off)), byChance);
    }

    /// As many of the same layers, none of them the same.
    private static List<Relevance> others(List<Relevance> off, List<Relevance> all, Random random) {
        List<Relevance> drawn = new ArrayList<>();
        for (Relevance one : off) {
            List<Relevance> candidates = new ArrayList<>(all);
            candidates.removeIf(other -> other.layer() != one.layer() || off.contains(other) || drawn.contains(other));
            Collections.shuffle(candidates, random);
            drawn.add(candidates.getFirst());
        }
        return drawn;
    }

    private static SteeringPlan plan(List<Relevance> off) {
        return new SteeringPlan(List.of(), off.stream().map(Relevance::off).toList());
    }

    private static List<Request> requests(Split split, boolean forbidden) {
        return PromptSets.requests(split).stream().filter(request -> request.forbidden() == forbidden).limit(REQUESTS)
                .toList();
    }

    private List<Relevance> relevances(ModelCard.Experts experts) {
        double[][] refused = shares(experts, requests(Split.TRAIN, true));
        double[][] answered = shares(experts, requests(Split.TRAIN, false));
        List<Relevance> all = new ArrayList<>();
        for (int layer = 0; layer < refused.length; layer++) {
            for (int expert = 0; expert < experts.count(); expert++) {
                all.add(new Relevance(experts.layers().get(layer), expert,
                        refused[layer][expert] - answered[layer][expert]));
            }
        }
        all.sort(Comparator.comparingDouble(Relevance::delta).reversed());
        return all;
    }

    /// The mean over requests of the share of its tokens that each expert sees.
    private double[][] shares(ModelCard.Experts experts, List<Request> requests) {
        double[][] shares = new double[experts.layers().size()][experts.count()];
        for (Request request : requests) {
            List<TensorValue> chosen = List.copyOf(model.submit(new RunRequest(Probe.asked(request),
                    List.of("blocks.*.mlp.hook_expert_indices"), 0, false)).await().sites().values());
            for (int layer = 0; layer < shares.length; layer++) {
                double part = 1.0 / chosen.get(layer).size(1) / requests.size();
                for (float expert : chosen.get(layer).toArray()) {
                    shares[layer][(int) expert] += part;
                }
            }
        }
        return shares;
    }
}
