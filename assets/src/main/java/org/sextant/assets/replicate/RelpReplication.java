package org.sextant.assets.replicate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.sextant.assets.evaluate.EvaluationException;
import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.evaluate.ModelEvaluation;
import org.sextant.assets.evaluate.Row;
import org.sextant.assets.prompts.AskedToken;
import org.sextant.assets.prompts.PromptSets;
import org.sextant.assets.world.PromptPair;
import org.sextant.assets.world.Split;
import org.sextant.assets.world.Task;
import org.sextant.runtime.attribution.Agreement;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributeRequest;
import org.sextant.runtime.session.AttributeResult;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.NodeScores;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.Update;

/// The comparison of RelP (arXiv 2508.21258, METHODS.md 1.6): how far its estimates and those of attribution patching
/// agree with activation patching, node by node, on indirect objects that no training text holds. Clean values go into
/// the corrupt run.
public final class RelpReplication implements ModelEvaluation {
    private static final double AIM = 0.95;
    private static final Set<NodeKind> NODES = EnumSet.of(NodeKind.RESID_PRE, NodeKind.ATTN_OUT, NodeKind.MLP_OUT);
    private static final Set<NodeKind> AIMED_AT = EnumSet.of(NodeKind.RESID_PRE, NodeKind.MLP_OUT);
    private static final String RELP = "RelP";
    private static final String UNHALVED = "RelP without half";
    private static final String ATP = "AtP";

    private final int count;

    /// @param count pairs of prompts
    public RelpReplication(int count) {
        this.count = count;
    }

    /// @throws EvaluationException if the model's tokenizer gives no such pairs of one length
    @Override
    public EvaluationReport of(OpenModel model, Consumer<Update.Progress> progress) {
        List<ContrastPair> pairs = pairs(model);
        AttributionSettings settings = AttributionSettings.DEFAULT.withNodes(NODES);
        AttributeResult patched = ask(model, pairs, settings.with(AttributionMethod.PATCHING), progress);
        Map<String, AttributeResult> estimates = new LinkedHashMap<>();
        estimates.put(RELP, ask(model, pairs, settings, progress));
        estimates.put(UNHALVED, ask(model, pairs, settings.withRules(EnumSet.of(Rule.LN, Rule.IDENTITY)), progress));
        estimates.put(RELP + " with ah", ask(model, pairs,
                settings.withRules(EnumSet.of(Rule.LN, Rule.IDENTITY, Rule.HALF, Rule.AH)), progress));
        estimates.put(RELP + " of ln alone", ask(model, pairs, settings.withRules(EnumSet.of(Rule.LN)), progress));
        estimates.put(ATP, ask(model, pairs, settings.with(AttributionMethod.ATP), progress));
        return EvaluationReport.of(model.card(), rows(patched, estimates, pairs.size()), List.of(
                "Pearson correlation with activation patching over layers and positions, clean values into the corrupt"
                        + " run; of the mean over all pairs, positions counted from the end, and of each pair's own nodes"
                        + " taken together.",
                "Metric: logit[answer] − logit[wrong]; its mean is " + number(patched.metricClean())
                        + " in the clean runs and " + number(patched.metricCorrupt()) + " in the corrupt ones.",
                "RelP has the rules ln, identity and half unless others are named. Half gives each factor of a gated MLP"
                        + " half of the coefficient, which keeps relevance whole; but of a difference both factors carry"
                        + " their full share, so that every gated MLP on the way makes the estimate too small.",
                "The aim is to agree at least as well as AtP does."));
    }

    private static List<Row> rows(AttributeResult patched, Map<String, AttributeResult> estimates, int count) {
        List<Row> rows = new ArrayList<>();
        for (int kind = 0; kind < patched.nodes().size(); kind++) {
            NodeKind node = patched.nodes().get(kind).kind();
            double atp = ofMean(estimates.get(ATP), patched, kind);
            for (Map.Entry<String, AttributeResult> estimate : estimates.entrySet()) {
                double mean = ofMean(estimate.getValue(), patched, kind);
                boolean aimed = AIMED_AT.contains(node) && Set.of(RELP, UNHALVED).contains(estimate.getKey());
                String figure = estimate.getKey() + ", of the mean";
                rows.add(aimed
                        ? Row.atLeast(Math.max(AIM, atp), node.id(), figure, mean, count)
                        : Row.noted(node.id(), figure, mean, count));
                rows.add(Row.noted(node.id(), estimate.getKey() + ", of all pairs' nodes",
                        ofPairs(estimate.getValue(), patched, kind), count));
            }
        }
        return rows;
    }

    private static double ofMean(AttributeResult estimate, AttributeResult patched, int kind) {
        return Agreement.of(values(estimate.nodes().get(kind)), values(patched.nodes().get(kind))).pearson();
    }

    private static double ofPairs(AttributeResult estimate, AttributeResult patched, int kind) {
        List<Double> own = new ArrayList<>();
        List<Double> truth = new ArrayList<>();
        for (int pair = 0; pair < estimate.pairs().size(); pair++) {
            own.addAll(values(estimate.pairs().get(pair).nodes().get(kind)));
            truth.addAll(values(patched.pairs().get(pair).nodes().get(kind)));
        }
        return Agreement.of(own, truth).pearson();
    }

    private static List<Double> values(NodeScores scores) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < scores.values().length(); i++) {
            values.add((double) scores.values().flat(i));
        }
        return values;
    }

    private static AttributeResult ask(OpenModel model, List<ContrastPair> pairs, AttributionSettings settings,
            Consumer<Update.Progress> progress) {
        Job<AttributeResult> job = model.submit(new AttributeRequest(pairs, settings));
        job.onUpdate(update -> {
            if (update instanceof Update.Progress told) {
                progress.accept(told);
            }
        });
        return job.await();
    }

    private List<ContrastPair> pairs(OpenModel model) {
        List<ContrastPair> pairs = PromptSets.pairs(Task.INDIRECT_OBJECT, Split.HELD_OUT).stream()
                .map(pair -> pair(model, pair)).filter(RelpReplication::align).limit(count).toList();
        if (pairs.size() < count) {
            throw new EvaluationException("the tokenizer makes " + pairs.size() + " pairs of one length and "
                    + count + " are asked for", model.card().name(), "ask for fewer, or choose demo:harbour-base");
        }
        return pairs;
    }

    private static boolean align(ContrastPair pair) {
        return pair.clean() instanceof Prompt.Ids clean && pair.corrupt() instanceof Prompt.Ids corrupt
                && clean.ids().size() == corrupt.ids().size() && !clean.equals(corrupt);
    }

    private static ContrastPair pair(OpenModel model, PromptPair pair) {
        AskedToken token = AskedToken.of(pair, text -> ids(model, text));
        List<Integer> corrupt = ids(model, pair.corrupt() + pair.answer());
        return ContrastPair.ofIds(token.prompt(), corrupt.subList(0, corrupt.size() - token.after()), token.answer(),
                token.wrong());
    }

    private static List<Integer> ids(OpenModel model, String text) {
        return model.tokenize(new Prompt.Text(text)).stream().map(Token::id).toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
