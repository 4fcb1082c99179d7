package org.sextant.runtime.session;

/// Something to ask an open model.
///
/// @param <R> what the answer is
public sealed interface Request<R>
        permits PromptRequest, SaeMetricsRequest, TrainSaeRequest, LearnDirectionRequest, DeriveVectorRequest,
        RefusalDirectionRequest, SweepRequest, AttributeRequest, PatchCellsRequest {}
