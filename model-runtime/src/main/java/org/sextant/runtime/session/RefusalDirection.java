package org.sextant.runtime.session;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.SteeringVector;

/// The direction of refusing, and what it was chosen from. Scores are `ln P − ln (1 − P)`, the mean over prompts, P being
/// the probability that the next token begins a refusal.
///
/// @param vector the direction of the chosen candidate's layer, as long as the difference of means; empty where every
///         candidate was discarded
/// @param chosen the candidate
/// @param negativeMean `[d_model]` mean of the harmless prompts at the chosen candidate: where affine editing leads at 0
///         (METHODS.md 4.7)
/// @param candidates all, by site, layer and token
/// @param harmful score of harmful prompts as the model is
/// @param harmless score of harmless prompts as the model is
/// @param refusals tokens that refusals begin with
/// @param provenance how to get it again
public record RefusalDirection(Optional<SteeringVector> vector, Optional<Candidate> chosen,
        Optional<List<Float>> negativeMean, List<Candidate> candidates, double harmful, double harmless,
        List<Token> refusals, Provenance provenance) {
    public RefusalDirection {
        negativeMean = negativeMean.map(List::copyOf);
        candidates = List.copyOf(candidates);
        refusals = List.copyOf(refusals);
    }

    /// One candidate.
    ///
    /// @param site where in the block
    /// @param layer number of the block
    /// @param position the token from the end, −1 the last
    /// @param norm length of the difference, in units of the activations
    /// @param ablated score of harmful prompts when it is removed everywhere
    /// @param induced score of harmless prompts when it is added at its site, at all positions
    /// @param divergence of the next token of harmless prompts when it is removed everywhere, in nats
    /// @param discarded why it cannot be chosen; nothing where it can
    public record Candidate(SiteKind site, int layer, int position, double norm, double ablated, double induced,
            double divergence, Set<Reason> discarded) {
        public Candidate {
            discarded = Set.copyOf(discarded);
        }
    }

    /// Why a candidate is discarded.
    public enum Reason {
        /// The classes do not differ there, or a score is no number.
        NO_NUMBER,
        /// It lies too near the output.
        TOO_DEEP,
        /// Its removal changes answers to harmless prompts.
        CHANGES_TOO_MUCH,
        /// Its addition does not make the model refuse.
        INDUCES_TOO_LITTLE
    }
}
