package org.sextant.app.shell;

import java.util.OptionalInt;

import org.sextant.app.chart.Tracks;
import org.sextant.runtime.session.Update;
import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;

/// The steered one of two texts: what made each of its tokens, and where it leaves the other.
final class SteeredText {
    private final GeneratedText unsteered;
    private final GeneratedText text = new GeneratedText();
    private final PlanHistory plans = new PlanHistory();
    private final Tracks coefficients;
    private int same;

    /// @param unsteered the other one
    /// @param expected how many tokens there will be at most
    SteeredText(GeneratedText unsteered, int expected) {
        this.unsteered = unsteered;
        this.coefficients = new Tracks(expected);
    }

    GeneratedText text() {
        return text;
    }

    /// The coefficients of the sliders, a step for each token.
    Tracks coefficients() {
        return coefficients;
    }

    /// Tells how the sliders stand from now on.
    void steer(SteeringPlan plan, SteeringSet sliders) {
        plans.remember(plan, sliders);
    }

    /// Adds a token. Gives the index of the first piece that is new or has changed.
    int add(Update.Beside update) {
        PlanHistory.Made made = plans.of(update.plan());
        coefficients.add(made.coefficients().stream().map(Coefficient::setting).toList());
        return text.add(new Update.Generated(update.token(), update.textSoFar(), update.probability()), made.words());
    }

    /// The first token that is not the same in both texts.
    OptionalInt firstDifference() {
        int both = Math.min(text.size(), unsteered.size());
        while (same < both && id(text) == id(unsteered)) {
            same++;
        }
        return same < both ? OptionalInt.of(same) : OptionalInt.empty();
    }

    private int id(GeneratedText of) {
        return of.piece(same).update().token().id();
    }
}
