package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchSource;
import org.sextant.runtime.model.RelevanceRules;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// Scores nodes of every pair, and patches them too where that was asked for.
final class AttributeHandler {
    private static final Set<Rule> PUBLISHED = EnumSet.of(Rule.LN, Rule.IDENTITY, Rule.HALF);

    private final LoadedModel model;
    private final WorkingMemory memory;

    AttributeHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    AttributeResult answer(AttributeRequest request, JobContext context) {
        AttributionSettings settings = request.settings();
        Attributing attributing = new Attributing(model, memory, settings, request.steering(),
                (_, _) -> context.checkCancelled());
        requirePossible(request);
        ContrastReader reader = new ContrastReader(model.prompts());
        List<ReadPair> pairs = request.pairs().stream()
                .map(pair -> settings.method().ofTokens()
                        ? reader.alone(pair, settings.position())
                        : reader.read(pair, settings))
                .toList();
        attributing.requirePossible(pairs);
        Set<NodeKind> kinds = settings.method().ofTokens() ? Set.of(NodeKind.TOKEN) : settings.nodes();
        AttributionTally tally = new AttributionTally(model.prompts(), settings, pairs);
        Progress progress = new Progress(context, (long) pairs.size() * (settings.againstPatching() ? 2 : 1));
        if (settings.method().runsEveryNode()) {
            patchAll(attributing, pairs, kinds, tally, progress);
        } else {
            new EstimatedNodes(attributing, kinds, rules(settings)).of(pairs, tally, progress::done);
            if (settings.againstPatching()) {
                new PatchedNodes(attributing, kinds, new PatchSource.OtherRun()).beside(pairs, tally, progress::done);
            }
        }
        return tally.result(notes(reader, settings), provenance(request));
    }

    private void requirePossible(AttributeRequest request) {
        AttributionSettings settings = request.settings();
        if (request.pairs().isEmpty()) {
            throw new RequestException("there is no pair of prompts", "in the request", "give one at least");
        }
        if (settings.nodes().isEmpty()) {
            throw new RequestException("no nodes are asked for", "in the nodes", "choose resid_pre or another kind");
        }
        if (!settings.method().runsEveryNode() && model.card().dtype() == Dtype.FLOAT16) {
            throw new RequestException("gradients need float32", "for model " + model.card().name(),
                    "open it in float32, or choose patching");
        }
        if (settings.steps() < 1) {
            throw new RequestException("a path of " + settings.steps() + " steps leads nowhere", "in the steps",
                    "choose 1 or more");
        }
        if (settings.method().ofTokens() && settings.metric() != AnswerMetric.FIRST) {
            throw new RequestException(settings.method().id() + " explains one logit and no sum over tokens",
                    "in the answer metric", "look at the first token, or choose relp, atp, ig or patching");
        }
        if (settings.nodes().contains(NodeKind.TOKEN) && !settings.method().ofTokens()) {
            throw new RequestException("tokens are scored by " + AttributionMethod.ATTN_LRP.id() + " and "
                    + AttributionMethod.CP_LRP.id() + " alone", "in the nodes", "choose resid_pre");
        }
    }

    private void patchAll(Attributing attributing, List<ReadPair> pairs, Set<NodeKind> kinds,
            AttributionTally tally, Progress progress) {
        PatchSource source = attributing.source(pairs, kinds);
        new PatchedNodes(attributing, kinds, source).alone(pairs, tally, progress::done);
    }

    private static RelevanceRules rules(AttributionSettings settings) {
        return switch (settings.method()) {
            case ATTN_LRP -> RelevanceRules.ATTN_LRP;
            case CP_LRP -> RelevanceRules.CP_LRP;
            case RELP -> RelevanceRules.of(settings.rules().orElse(PUBLISHED));
            default -> RelevanceRules.NONE;
        };
    }

    private List<String> notes(ContrastReader reader, AttributionSettings settings) {
        List<String> notes = new ArrayList<>(reader.notes());
        if (settings.method() == AttributionMethod.RELP) {
            settings.rules().map(rules -> RelevanceRules.withoutEffect(rules, model.transformer().spec()))
                    .orElse(List.of()).forEach(rule -> notes.add(rule == Rule.ZERO
                            ? "the rule zero is always on: linear layers pass on their plain gradient"
                            : "the rule " + rule.id() + " has no effect in this model"));
        } else if (settings.rules().isPresent()) {
            notes.add("rules are for relp; " + settings.method().id() + " takes none");
        }
        return notes;
    }

    private Provenance provenance(AttributeRequest request) {
        AttributionSettings settings = request.settings();
        ContrastPair first = request.pairs().getFirst();
        List<String> all = new ArrayList<>(List.of("corrupt=" + model.words(first.corrupt()),
                "method=" + settings.method().id(), "direction=" + settings.direction().id(),
                "alignment=" + settings.alignment().id(), "nodes=" + settings.nodes().stream().sorted()
                        .map(NodeKind::id).toList(),
                "pairs=" + request.pairs().size()));
        if (settings.method() == AttributionMethod.RELP) {
            all.add("rules=" + rules(settings));
        }
        if (settings.method() == AttributionMethod.INTEGRATED_GRADIENTS) {
            all.add("steps=" + settings.steps());
        }
        all.addAll(settings.metricInWords());
        settings.sae().ifPresent(folder -> all.add("sae=" + folder));
        Optional<Integer> at = settings.position().stream().boxed().findFirst();
        at.ifPresent(position -> all.add("position=" + position));
        return model.provenance(first.clean(), model.prompts().ids(first.clean()), List.of(), request.steering(),
                all.toArray(String[]::new));
    }

    /// Pairs that are done, of all.
    private static final class Progress {
        private final JobContext context;
        private final long all;
        private long done;

        Progress(JobContext context, long all) {
            this.context = context;
            this.all = all;
        }

        void done() {
            done++;
            context.update(new Update.Progress("Attributing", done, all, "pairs"));
            context.letOthersIn();
            context.checkCancelled();
        }
    }
}
