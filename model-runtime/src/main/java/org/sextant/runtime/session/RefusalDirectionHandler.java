package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.session.RefusalDirection.Candidate;
import org.sextant.runtime.session.RefusalDirection.Reason;
import org.sextant.runtime.steering.MeanDifference;
import org.sextant.runtime.steering.RefusalScore;
import org.sextant.runtime.steering.SteeringVector;

/// Finds the direction of refusing.
final class RefusalDirectionHandler {
    /// The input of block 1 may always be chosen: nothing is decided before.
    private static final int SHALLOWEST_LIMIT = 2;

    private final LoadedModel model;
    private final WorkingMemory memory;
    private final TokenPlaces places;

    RefusalDirectionHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
        this.places = new TokenPlaces(model.prompts());
    }

    /// A site and a token from the end.
    private record Place(Site site, int position) {}

    /// What was found at a place.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Found(float[] direction, float[] negativeMean) {}

    RefusalDirection answer(RefusalDirectionRequest request, JobContext context) {
        PromptClasses classes = PromptClasses.of(request.harmful(), request.harmless(), request.heldOut());
        List<Site> sites = sites(request);
        List<Integer> positions = positions(request, classes);
        Set<Integer> refusals = new AnswerTokens(model.prompts()).beginning(request.refusals());
        Map<Place, MeanDifference> differences = differences(classes, sites, positions, context);

        RefusalTrial trial = new RefusalTrial(model, new RefusalScore(refusals), ids(classes, true),
                ids(classes, false));
        memory.require(Workload.pass(trial.longest(), 1));
        RefusalTrial.Scores plain = trial.plain(context);
        List<Candidate> candidates = new ArrayList<>();
        Map<Candidate, Found> vectors = new LinkedHashMap<>();
        differences.forEach((place, difference) -> {
            float[] direction = request.candidates().besideHarmless()
                    ? difference.besideNegative()
                    : difference.vector();
            Candidate candidate = tried(request.limits(), place, direction, trial, context);
            candidates.add(candidate);
            vectors.put(candidate, new Found(direction, difference.negativeMean()));
            context.update(new Update.Progress("Trying", candidates.size(), differences.size(), "candidates"));
        });
        Optional<Candidate> chosen = candidates.stream().filter(candidate -> candidate.discarded().isEmpty())
                .min(Comparator.comparingDouble(Candidate::ablated).thenComparingDouble(Candidate::divergence));
        return new RefusalDirection(chosen.map(best -> vector(request, classes, best, vectors.get(best).direction())),
                chosen,
                chosen.map(best -> boxed(vectors.get(best).negativeMean())), candidates, plain.harmful(),
                plain.harmless(),
                model.prompts().tokens(refusals.stream().mapToInt(Integer::intValue).toArray(), 0),
                provenance(request, classes, sites, positions));
    }

    private List<Site> sites(RefusalDirectionRequest request) {
        List<Site> sites = new ArrayList<>();
        for (SiteKind kind : request.candidates().sites()) {
            if (kind.axes() != Axes.RESIDUAL || !kind.perBlock()) {
                throw new RequestException("there is no direction of refusing at " + kind.suffix(), "in the request",
                        "choose sites of the residual stream, such as hook_resid_pre");
            }
            for (int layer = 0; layer < model.card().layers(); layer++) {
                sites.add(model.transformer().sites().require(new Site(kind, layer).name()));
            }
        }
        if (sites.isEmpty()) {
            throw new RequestException("no site is a candidate", "in the request to find the direction of refusing",
                    "give hook_resid_pre, at least");
        }
        return sites;
    }

    private List<Integer> positions(RefusalDirectionRequest request, PromptClasses classes) {
        List<Integer> given = request.candidates().positions();
        if (given.isEmpty()) {
            return places.afterInstructions(classes.prompts().stream().map(PromptClasses.Member::prompt).toList());
        }
        return given.stream().map(TokenPosition::fromEnd).map(TokenPosition::index).distinct().toList();
    }

    private Map<Place, MeanDifference> differences(PromptClasses classes, List<Site> sites, List<Integer> positions,
            JobContext context) {
        Map<Place, MeanDifference> differences = new LinkedHashMap<>();
        for (Site site : sites) {
            positions.forEach(position -> differences.put(new Place(site, position),
                    new MeanDifference(model.card().dModel())));
        }
        List<PromptClasses.Member> learnt = classes.prompts().stream().filter(member -> !member.heldOut()).toList();
        List<RowReader.Text> texts = learnt.stream().map(member -> text(member.prompt(), positions)).toList();
        new RowReader(model, memory).read(texts, sites, context,
                (text, site, place, row) -> differences.get(new Place(site, positions.get(place)))
                        .add(learnt.get(text).positive(), row));
        return differences;
    }

    private static List<Float> boxed(float[] row) {
        List<Float> boxed = new ArrayList<>(row.length);
        for (float value : row) {
            boxed.add(value);
        }
        return boxed;
    }

    private RowReader.Text text(Prompt prompt, List<Integer> positions) {
        int[] ids = model.prompts().runnable(prompt);
        return new RowReader.Text(Arrays.stream(ids).boxed().toList(), positions.stream()
                .map(position -> places.of(TokenPosition.fromEnd(position), prompt, ids)).toList());
    }

    private List<int[]> ids(PromptClasses classes, boolean harmful) {
        boolean heldOut = classes.count(true, true) > 0;
        return classes.indices(harmful, heldOut).stream()
                .map(i -> model.prompts().runnable(classes.prompts().get(i).prompt())).toList();
    }

    private Candidate tried(RefusalDirectionRequest.Limits limits, Place place, float[] direction,
            RefusalTrial trial, JobContext context) {
        Site site = place.site();
        double norm = SteeringVector.norm(direction);
        RefusalTrial.Scores scores = norm > 0 && Double.isFinite(norm)
                ? trial.of(site, direction, context)
                : RefusalTrial.Scores.NONE;
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (!Double.isFinite(scores.harmful() + scores.harmless() + scores.divergence())) {
            reasons.add(Reason.NO_NUMBER);
        }
        int depth = site.kind() == SiteKind.RESID_POST ? site.layer() + 1 : site.layer();
        if (depth >= Math.max(SHALLOWEST_LIMIT, (int) (limits.deepest() * model.card().layers()))) {
            reasons.add(Reason.TOO_DEEP);
        }
        if (scores.divergence() > limits.divergence()) {
            reasons.add(Reason.CHANGES_TOO_MUCH);
        }
        if (scores.harmless() < limits.induced()) {
            reasons.add(Reason.INDUCES_TOO_LITTLE);
        }
        return new Candidate(site.kind(), site.layer(), place.position(), norm, scores.harmful(), scores.harmless(),
                scores.divergence(), reasons);
    }

    private SteeringVector vector(RefusalDirectionRequest request, PromptClasses classes, Candidate chosen,
            float[] direction) {
        String method = "refusal direction"
                + (request.candidates().besideHarmless() ? " beside the harmless mean" : "");
        return new SteeringVector(chosen.site(), new TreeMap<>(Map.of(chosen.layer(), direction)),
                Map.of("model", model.card().name(), "method", method, "normalised", "false", "position",
                        Integer.toString(chosen.position()), "prompts", classes.count(true, false) + " harmful, "
                                + classes.count(false, false) + " harmless"));
    }

    private Provenance provenance(RefusalDirectionRequest request, PromptClasses classes, List<Site> sites,
            List<Integer> positions) {
        RefusalDirectionRequest.Limits limits = request.limits();
        return model.provenance(classes.summary(), sites.stream().map(Site::name).toList(), "positions=" + positions,
                "beside_harmless=" + request.candidates().besideHarmless(), "deepest=" + limits.deepest(),
                "divergence=" + limits.divergence(), "induced=" + limits.induced());
    }
}
