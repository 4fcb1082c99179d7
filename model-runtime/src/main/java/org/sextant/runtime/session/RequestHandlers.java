package org.sextant.runtime.session;

import java.time.Duration;

import org.sextant.runtime.steering.SteeringPlan;

/// Which handler answers which request.
final class RequestHandlers {
    /// A harvest that is killed loses no more than this.
    private static final Duration KEEP_EVERY = Duration.ofSeconds(20);

    private final RunHandler run;
    private final ActivationsHandler activations;
    private final LensHandler lens;
    private final InspectHandler inspect;
    private final GenerateHandler generate;
    private final VerifyHandler verify;
    private final FeaturesHandler features;
    private final SaeMetricsHandler saeMetrics;
    private final FeaturePageHandler featurePage;
    private final HarvestHandler harvest;
    private final TrainSaeHandler trainSae;
    private final DeriveVectorHandler deriveVector;
    private final RefusalDirectionHandler refusalDirection;
    private final LearnDirectionHandler learnDirection;
    private final FeatureVectorHandler featureVector;
    private final SweepHandler sweep;
    private final SafeRangeHandler safeRange;
    private final SteerHandler steer;
    private final AttributeHandler attribute;
    private final PatchCellsHandler patchCells;
    private final RoutingHandler routing;
    private final ExpertLoadHandler expertLoad;
    private final PlanEffectHandler planEffect;
    private volatile SteeringPlan live = SteeringPlan.NONE;

    RequestHandlers(LoadedModel model, MemoryBudget budget) {
        WorkingMemory memory = new WorkingMemory(model, budget);
        this.run = new RunHandler(model, memory);
        this.activations = new ActivationsHandler(model, memory);
        this.lens = new LensHandler(model, memory);
        this.inspect = new InspectHandler(model, memory);
        this.generate = new GenerateHandler(model, memory);
        this.verify = new VerifyHandler(model, budget, memory);
        this.features = new FeaturesHandler(model, memory);
        this.saeMetrics = new SaeMetricsHandler(model, memory);
        this.featurePage = new FeaturePageHandler(model, memory);
        this.harvest = new HarvestHandler(model, memory, KEEP_EVERY);
        this.trainSae = new TrainSaeHandler(model, memory, saeMetrics);
        this.sweep = new SweepHandler(model, memory);
        this.safeRange = new SafeRangeHandler(model, memory);
        this.steer = new SteerHandler(model, memory);
        this.attribute = new AttributeHandler(model, memory);
        this.patchCells = new PatchCellsHandler(model, memory);
        this.routing = new RoutingHandler(model, memory);
        this.expertLoad = new ExpertLoadHandler(model, memory);
        this.planEffect = new PlanEffectHandler(model, memory);
        this.learnDirection = new LearnDirectionHandler(model, memory);
        this.featureVector = new FeatureVectorHandler(model);
        this.deriveVector = new DeriveVectorHandler(model, memory);
        this.refusalDirection = new RefusalDirectionHandler(model, memory);
    }

    /// Gives the plan that is followed from now on. Safe on any thread.
    void steer(SteeringPlan plan) {
        live = plan;
    }

    /// Answers on the calling thread, which must be the model's own.
    // Each request names its own answer type, which the compiler does not follow through the switch.
    @SuppressWarnings("unchecked")
    <R> R answer(Request<R> request, JobContext context) {
        return (R) switch (request) {
            case RunRequest asked -> run.answer(asked, context);
            case ActivationsRequest asked -> activations.answer(asked, context);
            case LensRequest asked -> lens.answer(asked, context);
            case InspectRequest asked -> inspect.answer(asked, context);
            case GenerateRequest asked -> generate.answer(asked, context);
            case SteerRequest asked -> steer.answer(asked, context);
            case GenerateBesideRequest asked -> generate.answer(asked, () -> live, context);
            case VerifyRequest asked -> verify.answer(asked, context);
            case FeaturesRequest asked -> features.answer(asked, context);
            case SaeMetricsRequest asked -> saeMetrics.answer(asked, context);
            case FeaturePageRequest asked -> featurePage.answer(asked);
            case HarvestRequest asked -> harvest.answer(asked, context);
            case TrainSaeRequest asked -> trainSae.answer(asked, context);
            case SweepRequest asked -> sweep.answer(asked, context);
            case SafeRangeRequest asked -> safeRange.answer(asked, context);
            case AttributeRequest asked -> attribute.answer(asked, context);
            case PatchCellsRequest asked -> patchCells.answer(asked, context);
            case RoutingRequest asked -> routing.answer(asked, context);
            case ExpertLoadRequest asked -> expertLoad.answer(asked, context);
            case PlanEffectRequest asked -> planEffect.answer(asked, context);
            case LearnDirectionRequest asked -> learnDirection.answer(asked, context);
            case FeatureVectorRequest asked -> featureVector.answer(asked);
            case DeriveVectorRequest asked -> deriveVector.answer(asked, context);
            case RefusalDirectionRequest asked -> refusalDirection.answer(asked, context);
        };
    }
}
