package org.sextant.runtime.session;

/// Something to ask an open model about a prompt.
///
/// @param <R> what the answer is
public sealed interface PromptRequest<R> extends Request<R>
        permits RunRequest, ActivationsRequest, LensRequest, InspectRequest, GenerateRequest, VerifyRequest,
        FeaturesRequest, SteerRequest, GenerateBesideRequest, RoutingRequest {
    Prompt prompt();
}
