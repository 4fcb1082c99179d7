package org.sextant.app.activations;

import java.util.LinkedHashMap;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.session.ActivationsResult;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.InspectResult;
import org.sextant.runtime.session.LensResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.RoutingResult;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.TensorValue;
import org.sextant.runtime.steering.SteeringPlan;

/// Answers of one model that were seen lately, so that going back to a layer or a statistic is instant. Of a steered
/// model it remembers one answer to each question, under the plan that was asked about last, so that a moving slider
/// pushes nothing out. It holds results of about [#BOUND] bytes; those not used for longest go first. UI thread only.
public final class ResultCache {
    /// 64 MiB: every layer of a 12-layer, 768-wide model at 1,800 tokens, or all its patterns at 340.
    static final long BOUND = 64L << 20;

    private static final long BYTES_PER_FLOAT = 4;
    private static final long BYTES_PER_CANDIDATE = 96;
    private static final long BYTES_PER_FEATURE = 32;

    /// Where an answer is kept.
    private sealed interface Key {
        /// Of the model as it is.
        record Unsteered(Request<?> request) implements Key {}

        /// Of the steered model; the request is the one without steering.
        record Steered(Request<?> request) implements Key {}
    }

    private record Kept(SteeringPlan plan, Object answer) {}

    private final LinkedHashMap<Key, Kept> answers = new LinkedHashMap<>(16, 0.75f, true);
    private final long bound;
    private @Nullable OpenModel model;
    private long bytes;

    public ResultCache() {
        this(BOUND);
    }

    ResultCache(long bound) {
        this.bound = bound;
    }

    /// Forgets everything unless it came from this model.
    void keepOnly(OpenModel current) {
        if (!current.equals(model)) {
            clear();
            model = current;
        }
    }

    public void clear() {
        answers.clear();
        bytes = 0;
        model = null;
    }

    /// The answer to an equal request that nothing steers.
    <R> Optional<R> get(Request<R> request) {
        return get(new Key.Unsteered(request), SteeringPlan.NONE);
    }

    /// The answer to an equal request under an equal plan.
    ///
    /// @param request without the plan
    <R> Optional<R> get(Request<R> request, SteeringPlan plan) {
        return get(new Key.Steered(request), plan);
    }

    @SuppressWarnings("unchecked") // a request's type fixes its answer's type, and put pairs them
    private <R> Optional<R> get(Key key, SteeringPlan plan) {
        return Optional.ofNullable(answers.get(key)).filter(kept -> kept.plan().equals(plan))
                .map(kept -> (R) kept.answer());
    }

    <R> void put(Request<R> request, R answer) {
        put(new Key.Unsteered(request), new Kept(SteeringPlan.NONE, answer));
    }

    /// @param request without the plan
    <R> void put(Request<R> request, SteeringPlan plan, R answer) {
        put(new Key.Steered(request), new Kept(plan, answer));
    }

    private void put(Key key, Kept next) {
        Kept before = answers.put(key, next);
        bytes += weigh(next.answer()) - (before == null ? 0 : weigh(before.answer()));
        var oldest = answers.entrySet().iterator();
        while (bytes > bound && oldest.hasNext()) {
            bytes -= weigh(oldest.next().getValue().answer());
            oldest.remove();
        }
    }

    private static long weigh(Object answer) {
        return switch (answer) {
            case RunResult run -> run.sites().values().stream().mapToLong(ResultCache::weigh).sum();
            case ActivationsResult result -> result.rows().stream().mapToLong(row -> weigh(row.values())).sum();
            case InspectResult result -> weigh(result.values()) + result.lens().size() * BYTES_PER_CANDIDATE;
            case LensResult result -> result.rows().stream().flatMap(row -> row.cells().stream())
                    .mapToLong(cell -> cell.top().size() * BYTES_PER_CANDIDATE).sum();
            case FeaturesResult result -> result.active().size() * BYTES_PER_FEATURE;
            case RoutingResult result -> result.layers().stream().mapToLong(layer -> weigh(layer.logits())).sum();
            default -> 0;
        };
    }

    private static long weigh(TensorValue value) {
        return value.length() * BYTES_PER_FLOAT;
    }
}
