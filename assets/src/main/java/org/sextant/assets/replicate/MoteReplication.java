package org.sextant.assets.replicate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.assets.evaluate.EvaluationReport;
import org.sextant.assets.evaluate.ModelEvaluation;
import org.sextant.assets.replicate.MoteArms.Counted;
import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.ExpertLoadResult;
import org.sextant.runtime.session.Job;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PlanEffectRequest;
import org.sextant.runtime.session.PlanEffectRequest.Group;
import org.sextant.runtime.session.PlanEffectResult;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.RefusalRule;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;

/// Mixture of Tunable Experts (arXiv 2502.11096, METHODS.md 3.3) redone: experts that see more of what is refused than of
/// what is answered are switched off, and forced on, beside as many by chance; what that does to refusals, to all other
/// tasks and to texts, on material that no training text holds. Beside it what each expert does by itself and, where it is
/// asked for, every other way of counting and of switching off.
public final class MoteReplication implements ModelEvaluation {
    /// Of the harbour's only refusal, *I cannot …*, spelled in pieces.
    private static final RefusalRule RULE = new RefusalRule(List.of("I cannot"), RefusalRule.Place.BEGINNING, 8,
            RefusalDirectionRequest.USUAL_REFUSALS);
    /// For the score of the first token alone.
    private static final RefusalRule SCORE = new RefusalRule(RULE.phrases(), RULE.place(), 1, RULE.beginnings());
    /// As long as the answers of the harbour are.
    private static final int ANSWER_TOKENS = 16;

    private final int count;
    private final int draws;
    private final boolean everySetting;

    /// @param count requests of each kind, and questions of each task, at the most
    /// @param draws sets of ten experts by chance
    /// @param everySetting whether every other way of counting and of switching is tried too
    public MoteReplication(int count, int draws, boolean everySetting) {
        this.count = count;
        this.draws = draws;
        this.everySetting = everySetting;
    }

    /// @throws org.sextant.assets.evaluate.EvaluationException if the model has no experts or no chat template
    @Override
    public EvaluationReport of(OpenModel model, Consumer<Update.Progress> progress) {
        MoteMaterial material = MoteMaterial.of(model, count);
        ModelCard.Experts experts = model.card().experts().orElseThrow();
        ExpertArms usual = counted(model, material, Measure.TOKENS, Span.PROMPT, progress).arms();
        List<Counted> counted = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            for (Span span : Span.values()) {
                if (everySetting) {
                    counted.add(counted(model, material, measure, span, progress));
                }
            }
        }
        PlanEffectResult singles = ask(model, new PlanEffectRequest(
                MoteArms.singles(experts.layers(), experts.count()),
                List.of(new Group(MoteMaterial.FORBIDDEN, material.refused())), SCORE, List.of(), List.of()), progress);
        MoteArms arms = new MoteArms(usual, counted, byOwnEffect(singles, usual), experts.chosen(), draws);
        PlanEffectResult effects = ask(model, new PlanEffectRequest(arms.all(), material.groups(), RULE,
                material.questions(), material.texts()), progress);
        MoteRows rows = new MoteRows(arms, effects, singles);
        return EvaluationReport.of(model.card(), rows.rows(), rows.notes(experts));
    }

    private static Counted counted(OpenModel model, MoteMaterial material, Measure measure, Span span,
            Consumer<Update.Progress> progress) {
        List<Prompt> prompts = Stream.concat(material.refused().stream(), material.answered().stream()).toList();
        ExpertLoadResult result = ask(model, new ExpertLoadRequest(prompts, span, measure, true,
                span == Span.PROMPT ? 0 : ANSWER_TOKENS, SteeringPlan.NONE), progress);
        List<float[]> loads = result.prompts().stream().map(prompt -> prompt.load().toArray()).toList();
        int refused = material.refused().size();
        Resonance resonance = new Resonance(result.experts(), loads.subList(0, refused),
                loads.subList(refused, loads.size()));
        return new Counted(measure, span, ExpertArms.of(resonance, Resonance.Order.DELTA, result.layers()));
    }

    /// Experts by how far the refusal score falls when they are off by themselves.
    private static ExpertArms byOwnEffect(PlanEffectResult singles, ExpertArms like) {
        List<ArmEffect> alone = singles.arms().subList(1, singles.arms().size());
        return new ExpertArms(like.layers(), like.experts(), IntStream.range(0, alone.size()).boxed()
                .sorted(Comparator.comparingDouble(
                        index -> alone.get(index).group(MoteMaterial.FORBIDDEN).score().value().value()))
                .map(index -> new Resonance.Place(index / like.experts(), index % like.experts())).toList());
    }

    private static <R> R ask(OpenModel model, Request<R> request, Consumer<Update.Progress> progress) {
        Job<R> job = model.submit(request);
        job.onUpdate(update -> {
            if (update instanceof Update.Progress told) {
                progress.accept(told);
            }
        });
        return job.await();
    }
}
