package org.sextant.app.routing;

import java.util.ArrayList;
import java.util.List;

import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.RequestException;
import org.sextant.runtime.steering.SteeringPlan;

/// Plans made from the resonance of experts.
///
/// @param experts in their order
/// @param room experts that a token gets
public record EffectArms(ExpertArms experts, int room) {
    /// Which plans are made.
    ///
    /// @param top how many of the most resonant experts are switched off; 0 leaves the plan out
    /// @param random how many by chance, from the layers of as many of the most resonant; 0 leaves the plans out
    /// @param draws how often they are drawn
    /// @param seed of the first draw
    /// @param forced how many of the most resonant are forced on; 0 leaves the plan out
    public record Choice(int top, int random, int draws, long seed, int forced) {
        /// Nothing of experts.
        public static final Choice NONE = new Choice(0, 0, 0, 0, 0);

        private int most() {
            return Math.max(top, Math.max(random, forced));
        }
    }

    /// From a comparison, in its order.
    ///
    /// @param room experts that a token gets
    static EffectArms of(Resonated known, int room) {
        return new EffectArms(new ExpertArms(known.picture().layers(), known.resonance().experts(), known.ranked()
                .stream().map(each -> new Resonance.Place(each.row(), each.address().expert())).toList()), room);
    }

    /// The plans that are chosen.
    ///
    /// @throws RequestException if there are not so many experts
    public List<Arm> chosen(Choice choice) {
        if (choice.most() > experts.ranked().size()) {
            throw tooMany("there are " + experts.ranked().size() + " experts and " + choice.most() + " are asked for");
        }
        List<Arm> arms = new ArrayList<>();
        if (choice.top() > 0) {
            arms.add(arm("top " + choice.top() + " off", experts.off(choice.top(), Mode.MASK)));
        }
        for (int draw = 0; choice.random() > 0 && draw < choice.draws(); draw++) {
            arms.add(arm("random " + choice.random() + " off, draw " + (draw + 1), random(choice, draw)));
        }
        if (choice.forced() > 0) {
            arms.add(arm("top " + choice.forced() + " forced", experts.forced(choice.forced(), room, 1)));
        }
        return arms;
    }

    private List<ExpertGain> random(Choice choice, int draw) {
        try {
            return experts.randomOff(choice.random(), Mode.MASK, choice.seed() + draw);
        } catch (IllegalArgumentException e) {
            throw tooMany(e.getMessage());
        }
    }

    private static RequestException tooMany(String what) {
        return new RequestException(what, "in the plans from the resonance", "ask for fewer");
    }

    private static Arm arm(String name, List<ExpertGain> gains) {
        return new Arm(name, new SteeringPlan(List.of(), gains));
    }
}
