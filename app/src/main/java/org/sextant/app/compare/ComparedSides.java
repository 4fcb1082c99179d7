package org.sextant.app.compare;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.sextant.app.state.Compared;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.session.CompareSide;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunResult;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.steering.SteeringPlan;

/// What stands side by side: two models, or one as it is beside itself under a plan.
///
/// @param a the first model
/// @param b the second model
/// @param planA what the first is changed by
/// @param planB what the second is changed by
/// @param run of the first model, whose prompt both read
record ComparedSides(OpenModel a, OpenModel b, SteeringPlan planA, SteeringPlan planB, RunResult run) {
    /// @param plan what the sliders amount to; they act on the open model alone
    static Optional<ComparedSides> of(Workspace workspace, SteeringPlan plan) {
        return workspace.modelProperty().get().flatMap(model -> workspace.runProperty().get()
                .flatMap(run -> workspace.comparedProperty().get().map(compared -> switch (compared) {
                    case Compared.Other(OpenModel other) ->
                        new ComparedSides(model, other, plan, SteeringPlan.NONE, run);
                    case Compared.Steered() -> new ComparedSides(model, model, SteeringPlan.NONE, plan, run);
                })));
    }

    /// Whether one model stands beside itself.
    boolean oneModel() {
        return a.equals(b);
    }

    List<ModelCard> cards() {
        return List.of(a.card(), b.card());
    }

    String nameA() {
        return oneModel() ? "unsteered" : named(a, planA);
    }

    String nameB() {
        return oneModel() ? "steered" : named(b, planB);
    }

    private static String named(OpenModel model, SteeringPlan plan) {
        return plan.isNeutral() ? model.card().name() : model.card().name() + ", steered";
    }

    CompareSide sideA() {
        return CompareSide.steered(planA);
    }

    CompareSide sideB() {
        return CompareSide.steered(planB);
    }

    /// The prompt so that either model can read it: its text, where the first model reads that as it was run; else its
    /// ids. Not for the UI thread.
    Prompt prompt() {
        List<Integer> ids = run.provenance().ids();
        if (oneModel() || a.card().tokenizer().isEmpty() || b.card().tokenizer().isEmpty()) {
            return new Prompt.Ids(ids);
        }
        String words = run.provenance().prompt();
        return Stream.of(true, false).<Prompt>map(special -> new Prompt.Text(words, special))
                .filter(text -> a.tokenize(text).stream().map(Token::id).toList().equals(ids)).findFirst()
                .orElseGet(() -> new Prompt.Ids(ids));
    }
}
