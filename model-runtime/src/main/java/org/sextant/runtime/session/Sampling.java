package org.sextant.runtime.session;

/// How the next token is drawn.
///
/// @param temperature 0 takes the most likely token
/// @param topK keep this many candidates; 0 keeps all
/// @param topP keep the fewest candidates whose probabilities reach this sum; 1 keeps all
/// @param seed of the random numbers
public record Sampling(double temperature, int topK, double topP, long seed) {
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0);
}
