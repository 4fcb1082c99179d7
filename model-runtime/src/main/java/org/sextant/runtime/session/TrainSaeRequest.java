package org.sextant.runtime.session;

import java.nio.file.Path;
import java.util.Optional;

/// Train an SAE on the model's activations. A training that was broken off goes on where it was last saved, when it is
/// asked for again.
///
/// @param corpus texts in a file: one a line, or JSON lines with `text`; the last of them are kept to measure on
/// @param folder gets the SAE in SAELens layout, the curve, and the state to go on from
/// @param site whose values are encoded
/// @param siteOut whose values are to come out, for a transcoder
/// @param architecture what kind
/// @param features number of them
/// @param tokens whose activations are learnt, texts over and over where they are fewer
/// @param rate the highest learning rate
/// @param seed of first weights and orders
/// @param threads that share the work; the same number gives the same SAE
public record TrainSaeRequest(Path corpus, Path folder, String site, Optional<String> siteOut,
        SaeArchitecture architecture, int features, long tokens, double rate, long seed, int threads)
        implements
            Request<TrainSaeResult> {
    /// The learning rate where none is given.
    public static final double USUAL_RATE = 1e-3;
}
