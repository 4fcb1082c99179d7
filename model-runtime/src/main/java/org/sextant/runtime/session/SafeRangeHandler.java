package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.session.SafeRange.Probe;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringRow;

/// Seeks the ends of a slider's safe range: outwards from neutral in even steps to the first value that costs too much,
/// then by halving between that and the one before it.
final class SafeRangeHandler {
    /// Steps to each side. What is narrower than a step may be stepped over.
    private static final int STEPS = 8;
    /// Of the slider's whole length.
    private static final double PRECISION = 0.01;

    private final LoadedModel model;
    private final WorkingMemory memory;

    SafeRangeHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    SafeRange answer(SafeRangeRequest request, JobContext context) {
        TextLoss texts = TextLoss.of(model, request.texts(), request.mostTokens());
        if (texts.texts().isEmpty()) {
            throw new RequestException("there is no text of two tokens or more",
                    "for the slider " + request.row().name(),
                    "run a longer prompt, or choose a file of texts");
        }
        memory.require(Workload.pass(texts.longest(), texts.longest()));
        Search search = new Search(request, texts, context);
        Optional<SweepResult.Range> range = search.range();
        return new SafeRange(range, search.precision, search.plainLoss,
                search.probes.stream().sorted(Comparator.comparingDouble(Probe::value)).toList(), texts.tokens(),
                provenance(request, texts));
    }

    private Provenance provenance(SafeRangeRequest request, TextLoss texts) {
        SteeringPlan plan = request.row().alone();
        return model.provenance(texts.texts().size() + " texts of " + texts.tokens() + " predicted tokens",
                plan.edits().stream().map(edit -> edit.site()).distinct().toList(),
                model.changes(plan).toArray(String[]::new));
    }

    /// One search.
    private static final class Search {
        private final SteeringRow row;
        private final double from;
        private final double to;
        private final TextLoss texts;
        private final JobContext context;
        private final double precision;
        private final List<Probe> probes = new ArrayList<>();
        private final long most;
        private final double plainLoss;
        private long passes;

        Search(SafeRangeRequest request, TextLoss texts, JobContext context) {
            this.row = request.row();
            this.from = request.from();
            this.to = request.to();
            this.texts = texts;
            this.context = context;
            this.precision = PRECISION * (to - from);
            int halvings = (int) Math.ceil(Math.log(1 / (PRECISION * STEPS)) / Math.log(2));
            this.most = (long) texts.texts().size() * (2 + 2 * (STEPS + halvings));
            this.plainLoss = loss(SteeringPlan.NONE);
        }

        Optional<SweepResult.Range> range() {
            Optional<SweepResult.Range> range = holds(row.neutral())
                    ? Optional.of(new SweepResult.Range(edge(from), edge(to)))
                    : Optional.empty();
            tell(most);
            return range;
        }

        /// The last value on the way to an end of the slider that holds.
        private double edge(double end) {
            double last = row.neutral();
            for (int step = 1; step <= STEPS && end != row.neutral(); step++) {
                double next = step == STEPS ? end : row.neutral() + (end - row.neutral()) * step / STEPS;
                if (!holds(next)) {
                    return between(last, next);
                }
                last = next;
            }
            return last;
        }

        private double between(double holding, double beyond) {
            double last = holding;
            double first = beyond;
            while (Math.abs(first - last) > precision) {
                double middle = (first + last) / 2;
                if (holds(middle)) {
                    last = middle;
                } else {
                    first = middle;
                }
            }
            return last;
        }

        private boolean holds(double value) {
            double loss = loss(row.at(value).alone());
            probes.add(new Probe(value, loss));
            return loss <= SweepResult.SAFE * plainLoss;
        }

        /// Nats a token. Between texts others are let in.
        private double loss(SteeringPlan plan) {
            if (plan.isNeutral() && passes > 0) {
                return plainLoss;
            }
            double sum = 0;
            for (int[] ids : texts.texts()) {
                sum += texts.of(ids, plan, (_, _) -> context.checkCancelled());
                passes++;
                tell(passes);
                context.letOthersIn();
            }
            return sum / texts.tokens();
        }

        private void tell(long done) {
            context.update(new Update.Progress("Safe range of " + row.name(), Math.min(done, most), most, "passes"));
        }
    }
}
