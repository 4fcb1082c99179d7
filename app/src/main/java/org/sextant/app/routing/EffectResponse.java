package org.sextant.app.routing;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.sextant.runtime.session.PlanEffectResult;
import org.sextant.runtime.session.PlanEffectResult.Answer;
import org.sextant.runtime.session.PlanEffectResult.ArmEffect;

/// What a plan makes of the response to a request.
///
/// @param number of the request, from 0
/// @param unsteered without the plan
/// @param steered with it
record EffectResponse(int number, Answer unsteered, Answer steered) {
    /// Which responses are listed.
    enum Shown {
        ALL("All", "Every request"), CHANGED("Changed", "Refused with the plan and not without it, or the reverse"),
        REFUSED("Refused", "Refused under the plan"), ANSWERED("Answered", "Not refused under the plan");

        private final String title;
        private final String description;

        Shown(String title, String description) {
            this.title = title;
            this.description = description;
        }

        String title() {
            return title;
        }

        String description() {
            return description;
        }

        boolean fits(EffectResponse response) {
            return switch (this) {
                case ALL -> true;
                case CHANGED -> response.steered().refused() != response.unsteered().refused();
                case REFUSED -> response.steered().refused();
                case ANSWERED -> !response.steered().refused();
            };
        }
    }

    /// The responses under a plan beside those of the first; none where no request was judged.
    static List<EffectResponse> of(PlanEffectResult result, int arm) {
        List<Answer> first = answers(result.arms().getFirst());
        List<Answer> own = answers(result.arms().get(arm));
        return IntStream.range(0, own.size()).mapToObj(at -> new EffectResponse(at, first.get(at), own.get(at)))
                .toList();
    }

    private static List<Answer> answers(ArmEffect arm) {
        return arm.groups().stream().findFirst().map(PlanEffectResult.GroupEffect::answers).orElse(List.of());
    }

    /// Whether one of its texts holds what is looked for.
    boolean holds(String words) {
        String wanted = words.strip().toLowerCase(Locale.ROOT);
        return List.of(steered.prompt(), unsteered.text(), steered.text()).stream()
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }

    String verdict() {
        return verdict(unsteered) + (steered.refused() == unsteered.refused() ? "" : " → " + verdict(steered));
    }

    private static String verdict(Answer answer) {
        return answer.refused() ? "refused" : "answered";
    }
}
