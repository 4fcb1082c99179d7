package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.steering.LogProbabilities;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.RefusalScore;
import org.sextant.runtime.steering.SteeredPass;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.VectorEdit;

/// Tries a vector at every layer and coefficient of a grid.
final class SweepHandler {
    private final LoadedModel model;
    private final WorkingMemory memory;

    SweepHandler(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    SweepResult answer(SweepRequest request, JobContext context) {
        List<SteeringPlan> plans = plans(request);
        List<int[]> prompts = request.prompts().stream().map(model.prompts()::runnable).toList();
        TextLoss texts = TextLoss.of(model, request.texts());
        if (prompts.isEmpty()) {
            throw new RequestException("there is no prompt to look at", "in the sweep", "give one at least");
        }
        int longest = prompts.stream().mapToInt(ids -> ids.length).max().orElse(0);
        memory.require(Workload.pass(Math.max(longest, texts.longest()), Math.max(1, texts.longest())));
        Progress progress = new Progress(context, (long) (prompts.size() + texts.texts().size()) * plans.size());
        double[] values = values(prompts, plans, request.measure(), progress);
        double[] losses = losses(texts, plans, progress);
        return new SweepResult(request.layers(), request.coefficients(), grid(request, values), values[0],
                texts.texts().isEmpty() ? List.of() : grid(request, losses),
                texts.texts().isEmpty() ? Double.NaN : losses[0],
                provenance(request, prompts.size(), texts.texts().size()));
    }

    /// Of the plan that changes nothing, then row by row.
    private List<SteeringPlan> plans(SweepRequest request) {
        if (!request.operation().takesVector() || request.operation() == Operation.AFFINE) {
            throw new RequestException(request.operation().id() + " cannot be swept", "in the sweep",
                    "choose add, add_normalised or ablate");
        }
        List<SteeringPlan> plans = new ArrayList<>(List.of(SteeringPlan.NONE));
        for (int layer : request.layers()) {
            Site site = new Site(request.vector().site(), layer);
            for (double coefficient : request.coefficients()) {
                plans.add(new SteeringPlan(List.of(new VectorEdit(site.name(), request.operation(),
                        boxed(request.vector().at(layer)), Optional.empty(), coefficient, request.positions()))));
            }
        }
        return plans;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    /// The mean over prompts, by plan. All plans of a prompt come one after another, so that what they share is kept.
    private double[] values(List<int[]> prompts, List<SteeringPlan> plans, SweepRequest.Measure measure,
            Progress progress) {
        SteeredPass passes = new SteeredPass(model.transformer(), model.saes()::ofEdit);
        double[] sums = new double[plans.size()];
        try (passes) {
            for (int[] ids : prompts) {
                for (int plan = 0; plan < sums.length; plan++) {
                    sums[plan] += value(measure, passes.logits(ids, plans.get(plan), progress.listener()).steered())
                            / prompts.size();
                    progress.done();
                }
            }
        }
        return sums;
    }

    private static double value(SweepRequest.Measure measure, float[] logits) {
        return switch (measure) {
            case SweepRequest.Measure.LogitDifference two -> (double) logits[two.answer()] - logits[two.wrong()];
            case SweepRequest.Measure.Probability one -> LogProbabilities.of(logits).probability(one.token());
            case SweepRequest.Measure.Refusal refusal -> new RefusalScore(refusal.tokens()).of(logits);
            case SweepRequest.Measure.Entropy _ -> LogProbabilities.of(logits).entropy();
        };
    }

    /// Nats a token over all texts, by plan.
    private static double[] losses(TextLoss texts, List<SteeringPlan> plans, Progress progress) {
        double[] sums = new double[plans.size()];
        for (int[] ids : texts.texts()) {
            for (int plan = 0; plan < sums.length; plan++) {
                sums[plan] += texts.of(ids, plans.get(plan), progress.listener()) / texts.tokens();
                progress.done();
            }
        }
        return sums;
    }

    private static List<List<Double>> grid(SweepRequest request, double[] byPlan) {
        List<List<Double>> grid = new ArrayList<>();
        int at = 1;
        for (int row = 0; row < request.layers().size(); row++) {
            List<Double> values = new ArrayList<>();
            for (int column = 0; column < request.coefficients().size(); column++) {
                values.add(byPlan[at++]);
            }
            grid.add(values);
        }
        return grid;
    }

    private Provenance provenance(SweepRequest request, int prompts, int texts) {
        return model.provenance(prompts + " prompts and " + texts + " texts",
                request.layers().stream().map(layer -> new Site(request.vector().site(), layer).name()).toList(),
                "operation=" + request.operation().id(), "coefficients=" + request.coefficients(),
                "measure=" + request.measure());
    }

    /// Passes that are done, of all.
    private static final class Progress {
        private final JobContext context;
        private final long all;
        private long done;

        Progress(JobContext context, long all) {
            this.context = context;
            this.all = all;
        }

        BlockListener listener() {
            return (_, _) -> context.checkCancelled();
        }

        void done() {
            done++;
            context.update(new Update.Progress("Sweeping", done, all, "passes"));
            context.letOthersIn();
        }
    }
}
