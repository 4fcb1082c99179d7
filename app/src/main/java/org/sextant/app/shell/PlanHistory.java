package org.sextant.app.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import org.sextant.runtime.steering.SteeringPlan;
import org.sextant.runtime.steering.SteeringSet;

/// The sliders as they stood while text was written, so that a plan that made a token can be told in their names.
final class PlanHistory {
    /// What a token was made under.
    ///
    /// @param coefficients of the sliders; none where the plan did not come from them
    /// @param words a line for each slider, else for each change of the plan
    record Made(List<Coefficient> coefficients, List<String> words) {}

    private record Stand(SteeringPlan plan, SteeringSet sliders) {}

    /// Oldest first.
    private final Deque<Stand> stands = new ArrayDeque<>();
    private SteeringPlan last = SteeringPlan.NONE;
    private Made lastMade = made(SteeringPlan.NONE);

    /// Remembers how the sliders stand now.
    ///
    /// @param plan what they amount to
    void remember(SteeringPlan plan, SteeringSet sliders) {
        if (stands.isEmpty() || !stands.getLast().plan().equals(plan)) {
            stands.addLast(new Stand(plan, sliders));
        }
    }

    /// What the next token was made under. Tokens come in the order in which the sliders moved, so what stood before is
    /// forgotten.
    Made of(SteeringPlan plan) {
        if (!plan.equals(last) || lastMade.coefficients().isEmpty()) {
            last = plan;
            lastMade = find(plan);
        }
        return lastMade;
    }

    private Made find(SteeringPlan plan) {
        if (stands.stream().noneMatch(stand -> stand.plan().equals(plan))) {
            return made(plan);
        }
        Iterator<Stand> oldest = stands.iterator();
        Stand stand = oldest.next();
        while (!stand.plan().equals(plan)) {
            oldest.remove();
            stand = oldest.next();
        }
        List<Coefficient> coefficients = Coefficient.of(stand.sliders());
        return new Made(coefficients, coefficients.stream().map(Coefficient::words).toList());
    }

    private static Made made(SteeringPlan plan) {
        return new Made(List.of(), plan.summaries().isEmpty() ? List.of("nothing is changed") : plan.summaries());
    }
}
