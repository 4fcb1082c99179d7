package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.steering.Ablation;
import org.sextant.runtime.steering.Edit;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.RefusalScore;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.tensor.NativeMemory;

/// What directions do to refusals (METHODS.md 4.6).
final class RefusalTrial {
    private final LoadedModel model;
    private final RefusalScore score;
    private final List<int[]> harmful;
    private final List<int[]> harmless;
    private final List<float[]> plainHarmless = new ArrayList<>();

    /// @param harmful token ids of prompts, one at least
    /// @param harmless token ids of prompts, one at least
    RefusalTrial(LoadedModel model, RefusalScore score, List<int[]> harmful, List<int[]> harmless) {
        this.model = model;
        this.score = score;
        this.harmful = harmful;
        this.harmless = harmless;
    }

    /// @param harmful mean score of harmful prompts, as they are or with the direction removed
    /// @param harmless mean score of harmless prompts, as they are or with the direction added
    /// @param divergence mean over harmless prompts, between as they are and with the direction removed, in nats
    record Scores(double harmful, double harmless, double divergence) {
        static final Scores NONE = new Scores(Double.NaN, Double.NaN, Double.NaN);
    }

    /// Tokens of the longest prompt.
    int longest() {
        return Stream.concat(harmful.stream(), harmless.stream()).mapToInt(ids -> ids.length).max().orElseThrow();
    }

    /// The model as it is. Comes first.
    Scores plain(JobContext context) {
        double refused = mean(harmful, SteeringPlan.NONE, context);
        plainHarmless.clear();
        for (int[] ids : harmless) {
            plainHarmless.add(logits(ids, SteeringPlan.NONE, context));
        }
        return new Scores(refused, plainHarmless.stream().mapToDouble(score::of).average().orElseThrow(), 0);
    }

    /// @param site where the direction is added
    /// @param direction `[d_model]`, not zero
    Scores of(Site site, float[] direction, JobContext context) {
        SteeringPlan removed = Ablation.everywhere(direction, model.card().layers());
        double divergence = 0;
        for (int i = 0; i < harmless.size(); i++) {
            divergence += RefusalScore.divergence(plainHarmless.get(i), logits(harmless.get(i), removed, context));
        }
        SteeringPlan added = new SteeringPlan(List.of(Edit.add(site.name(), direction, 1)));
        return new Scores(mean(harmful, removed, context), mean(harmless, added, context),
                divergence / harmless.size());
    }

    private double mean(List<int[]> prompts, SteeringPlan plan, JobContext context) {
        double sum = 0;
        for (int[] ids : prompts) {
            sum += score.of(logits(ids, plan, context));
        }
        return sum / prompts.size();
    }

    /// Of the next token, `[vocabulary]`.
    private float[] logits(int[] ids, SteeringPlan plan, JobContext context) {
        HookTable hooks = new HookTable();
        try (NDManager scope = model.transformer().newScope()) {
            model.steer(plan, Positions.Window.whole(ids.length), scope, hooks);
            float[] logits = NativeMemory.floats(model.transformer()
                    .forward(ForwardRequest.ofIds(scope, ids).unembed(Unembed.LAST)
                            .progress((block, total) -> context.checkCancelled()), hooks)
                    .logits());
            hooks.requireAllFired();
            return logits;
        }
    }
}
