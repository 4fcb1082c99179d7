package org.sextant.runtime.session;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.lens.LogitLens;
import org.sextant.runtime.lens.SiteVectors;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringPlan;

/// One vector in full.
final class InspectHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    InspectHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    InspectResult answer(InspectRequest request, JobContext context) {
        int[] ids = model.prompts().runnable(request.prompt());
        Site site = model.transformer().sites().require(request.site());
        requirePosition(request.position(), ids.length);
        Map<Site, SiteVectors> seen = look(ids, site, request.steering(), context);
        SiteVectors vectors = seen.get(site);
        OptionalInt head = head(request, vectors);
        Optional<SiteVectors> before = Optional.of(site).filter(at -> at.layer() > 0)
                .map(at -> seen.get(new Site(at.kind(), at.layer() - 1)));
        float[] vector = vectors.vector(head, request.position());
        return new InspectResult(model.prompts().token(request.position(), ids[request.position()]), site.name(),
                TensorValue.of(vector, vector.length), statistics(vectors, head, request.position(), before),
                topDimensions(vectors, vector, request.top()), lens(site, vector, request.top(), context),
                model.provenance(request.prompt(), ids, List.of(site.name()), request.steering(),
                        "position=" + request.position(), "head=" + (head.isPresent() ? head.getAsInt() : "none"),
                        "top=" + request.top()));
    }

    /// Runs as far as the site and copies it and the one at the layer before.
    private Map<Site, SiteVectors> look(int[] ids, Site site, SteeringPlan steering, JobContext context) {
        Map<Site, SiteVectors> seen = new HashMap<>();
        HookTable hooks = new HookTable();
        List<Site> sites = IntStream.rangeClosed(Math.max(site.layer() - 1, Math.min(site.layer(), 0)), site.layer())
                .mapToObj(layer -> new Site(site.kind(), layer)).toList();
        memory.require(Workload.pass(ids.length, 1).holding(sites));
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(steering, Positions.Window.whole(ids.length), scope, hooks);
            sites.forEach(at -> hooks.observe(at, value -> seen.put(at, SiteVectors.of(at, value))));
            int blocks = SiteDepth.blocksFor(hooks.sites(), model.transformer().spec().layers());
            model.transformer().forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.NONE).untilBlock(blocks)
                    .progress(LoadedModel.between(context)), hooks);
        }
        hooks.requireAllFired();
        return seen;
    }

    private static void requirePosition(int position, int length) {
        if (position < 0 || position >= length) {
            throw new RequestException("there is no position " + position,
                    "in a prompt of " + length + " tokens, counted from 0", "choose 0 to " + (length - 1));
        }
    }

    private static OptionalInt head(InspectRequest request, SiteVectors vectors) {
        if (vectors.heads() == 0) {
            return OptionalInt.empty();
        }
        int head = request.head().orElse(0);
        if (head < 0 || head >= vectors.heads()) {
            throw new RequestException("there is no head " + head, "at " + vectors.site() + ", which has "
                    + vectors.heads() + ", counted from 0", "choose 0 to " + (vectors.heads() - 1));
        }
        return OptionalInt.of(head);
    }

    private static Map<Statistic, Float> statistics(SiteVectors vectors, OptionalInt head, int position,
            Optional<SiteVectors> before) {
        Map<Statistic, Float> statistics = new EnumMap<>(Statistic.class);
        for (Statistic statistic : Statistic.values()) {
            statistics.put(statistic,
                    (float) vectors.statistic(StatisticFormulas.of(statistic), head, position, before));
        }
        return statistics;
    }

    /// Entries that are no numbers come first, where a person sees them.
    private static List<InspectResult.Dimension> topDimensions(SiteVectors vectors, float[] vector, int top) {
        return IntStream.range(0, vector.length).filter(i -> !vectors.missing(vector[i])).boxed()
                .sorted((i, j) -> Float.compare(Math.abs(vector[j]), Math.abs(vector[i]))).limit(Math.max(0, top))
                .map(i -> new InspectResult.Dimension(i, vector[i])).toList();
    }

    /// What the vector alone would predict, where it is a residual stream or a part of one.
    private List<Prediction> lens(Site site, float[] vector, int top, JobContext context) {
        boolean inResidualStream = site.kind().axes() == Axes.RESIDUAL || site.kind() == SiteKind.RESULT;
        if (!inResidualStream || vector.length != model.transformer().spec().dModel()) {
            return List.of();
        }
        try (NDManager scope = model.transformer().newScope()) {
            NDArray residual = scope.create(vector, new Shape(1, 1, vector.length)).toType(model.transformer().type(),
                    false);
            LogitLens lens = new LogitLens(model.transformer(), Math.max(0, top), context::checkCancelled);
            return model.predictions(lens.read(residual).getFirst().top());
        }
    }
}
