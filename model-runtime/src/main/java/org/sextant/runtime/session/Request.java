package org.sextant.runtime.session;

/// Something to ask an open model.
///
/// @param <R> what the answer is
public sealed interface Request<R>
        permits PromptRequest, SaeMetricsRequest, TrainSaeRequest, LearnDirectionRequest, DeriveVectorRequest,
        FeatureVectorRequest, RefusalDirectionRequest, SweepRequest, SafeRangeRequest, HarvestRequest,
        FeaturePageRequest, AttributeRequest, PatchCellsRequest, ExpertLoadRequest,
        PlanEffectRequest {}
