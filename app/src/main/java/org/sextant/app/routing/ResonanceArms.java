package org.sextant.app.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.sextant.app.view.ViewContext;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.RequestException;

/// Switches the most resonant experts off or on, or as many by chance off, each set under one slider.
final class ResonanceArms {
    private final ViewContext context;
    private final ResonanceViewModel resonance;
    private final ExpertViewModel expert;
    private long draws;

    ResonanceArms(ViewContext context, ResonanceViewModel resonance, ExpertViewModel expert) {
        this.context = context;
        this.resonance = resonance;
        this.expert = expert;
    }

    /// Switches the most resonant experts off, in the way that is chosen.
    void topOff() {
        resonance.shownProperty().get().ifPresent(shown -> {
            int count = count(shown);
            expert.add("top " + count + " off", shown.arms().off(count, weighing()));
        });
    }

    /// Gives every token the most resonant experts, in each layer as many as a token gets.
    void topOn() {
        resonance.shownProperty().get().ifPresent(shown -> chosen().ifPresent(room -> {
            int count = count(shown);
            List<ExpertGain> forced = shown.arms().forced(count, room, 1);
            expert.add("top " + count + " on" + (forced.size() < count ? ", " + forced.size() + " fit" : ""), forced);
        }));
    }

    /// Switches as many others off, from the same layers; others at each call.
    void randomOff() {
        resonance.shownProperty().get().ifPresent(shown -> {
            int count = count(shown);
            Optional<Integer> full = fullLayer(shown, count);
            if (full.isPresent()) {
                context.errors().report(new RequestException("layer " + full.get()
                        + " has fewer other experts than are among the top " + count, "in the experts by chance",
                        "choose a smaller number"));
            } else {
                draws++;
                expert.add("random " + count + " off", shown.arms().randomOff(count, weighing(), draws));
            }
        });
    }

    /// A layer with more of the most resonant experts than others.
    private static Optional<Integer> fullLayer(Resonated shown, int count) {
        Map<Integer, Long> own = shown.top(count).stream().map(ExpertAddress::layer)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return own.entrySet().stream().filter(each -> 2 * each.getValue() > shown.resonance().experts())
                .map(Map.Entry::getKey).sorted().findFirst();
    }

    private int count(Resonated shown) {
        return Math.min(resonance.topProperty().get(), shown.ranked().size());
    }

    private Mode weighing() {
        return expert.weighingProperty().get();
    }

    private Optional<Integer> chosen() {
        return context.workspace().modelProperty().get().flatMap(open -> open.card().experts())
                .map(ModelCard.Experts::chosen);
    }
}
