package org.sextant.app.steering;

import java.util.List;
import java.util.Optional;

import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.task.Problem;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.session.DeriveVectorRequest;
import org.sextant.runtime.session.HeldOut;
import org.sextant.runtime.session.LearnDirectionRequest;
import org.sextant.runtime.session.LearnDirectionRequest.Course;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RefusalDirectionRequest;
import org.sextant.runtime.session.RefusalDirectionRequest.Candidates;
import org.sextant.runtime.session.RefusalDirectionRequest.Limits;
import org.sextant.runtime.session.TokenPosition;

/// A vector that is asked for from two lists: what was typed and chosen.
///
/// @param prompts the lists
/// @param method how it is made
/// @param site where in a block
/// @param layers the blocks that get a direction
/// @param position which token is read
/// @param heldOut share of the prompts to measure on alone, where no lists of their own are given
/// @param course what counts for a learnt direction alone
/// @param refusal what counts for the direction of refusing alone
record VectorQuestion(PromptTexts prompts, VectorMethod method, SiteKind site, LayerRange layers,
        TokenPosition position, double heldOut, Course course, RefusalChoice refusal) {
    /// What counts for the direction of refusing alone.
    ///
    /// @param candidates what is tried
    /// @param limits what a candidate must keep to
    /// @param begins how refusals begin, one a line
    record RefusalChoice(Candidates candidates, Limits limits, String begins) {
        static final RefusalChoice USUAL = new RefusalChoice(Candidates.USUAL, Limits.USUAL, "I");

        List<Prompt> refusals() {
            return begins.lines().filter(line -> !line.isBlank())
                    .<Prompt>map(line -> new Prompt.Text(line.strip(), false)).toList();
        }
    }

    /// Why it cannot be asked, and what to do.
    Optional<Problem> problem() {
        return prompts.problem(method);
    }

    /// The request for a direction at every layer.
    ///
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    DeriveVectorRequest derivation() {
        List<Prompt> first = prompts.prompts(Side.POSITIVE);
        List<Prompt> second = prompts.prompts(Side.NEGATIVE);
        return new DeriveVectorRequest(first, second, share(), method.derivation().orElseThrow(), site,
                layers.numbers(), position, method.compared(first.size(), second.size()));
    }

    /// The request for the direction of refusing.
    ///
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    RefusalDirectionRequest refusalDirection() {
        return new RefusalDirectionRequest(prompts.prompts(Side.POSITIVE), prompts.prompts(Side.NEGATIVE), share(),
                refusal.candidates(), refusal.limits(), refusal.refusals());
    }

    /// The request for a learnt direction.
    ///
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    LearnDirectionRequest learntDirection() {
        return new LearnDirectionRequest(prompts.prompts(Side.POSITIVE), prompts.prompts(Side.NEGATIVE), share(),
                prompts.prompts(Side.KEPT), layers.numbers(), course);
    }

    private HeldOut share() {
        return prompts.heldOut(method == VectorMethod.ACT_ADD ? 0 : heldOut);
    }
}
