package org.sextant.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.Drawing;
import org.sextant.app.activations.Picture;
import org.sextant.app.cli.PromptOptions.LabelledPrompt;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Request;
import org.sextant.runtime.steering.SteeringPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// A plan for a picture: what it shows then, or what the plan changes.
final class AgainstOption {
    @Mixin
    SteerOption steer = new SteerOption();

    @Option(names = "--against-unsteered", description = {
        "show the difference that --steer makes: now − unsteered"})
    boolean difference;

    /// What the model answers.
    ///
    /// @param answer under the plan
    /// @param unsteered without it, where the difference was asked for
    record Beside<R>(R answer, Optional<R> unsteered) {
        <S> Beside<S> map(Function<? super R, ? extends S> change) {
            return new Beside<>(change.apply(answer), unsteered.map(change));
        }
    }

    /// Checks what was given, before a model is opened.
    ///
    /// @throws org.sextant.runtime.SextantException if the plan cannot be read, or a difference has nothing to show
    SteeringPlan plan() {
        if (difference && steer.file == null) {
            throw new CommandException("a difference needs a plan to be steered by", "at --against-unsteered",
                    "add --steer PLAN.json");
        }
        return steer.plan();
    }

    /// Asks about each prompt as [Answer#ask] does.
    ///
    /// @param request for a prompt under a plan
    <R> Stream<Answer<Beside<R>>> ask(ModelWork work, List<LabelledPrompt> prompts, SteeringPlan plan,
            BiFunction<Prompt, SteeringPlan, Request<R>> request) {
        return Answer.ask(prompts, prompt -> new Beside<>(work.ask(request.apply(prompt, plan)),
                difference ? Optional.of(work.ask(request.apply(prompt, SteeringPlan.NONE))) : Optional.empty()));
    }

    /// Draws as the view does.
    <P extends Picture> Drawing<P> drawing(Beside<P> pictures, SteeringPlan plan) {
        P now = pictures.answer();
        return pictures.unsteered().map(before -> Drawing.of(now, before, Aspect.DIFFERENCE))
                .orElseGet(() -> plan.isNeutral() ? Drawing.of(now) : Drawing.of(now, Aspect.NOW));
    }
}
