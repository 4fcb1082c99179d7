package org.sextant.app.routing;

import java.util.List;
import java.util.stream.IntStream;

import org.sextant.runtime.routing.ExpertArms;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.ExpertLoadResult;

/// Two classes of prompts held against each other, in one order. Making it takes a moment: not for the UI thread.
///
/// @param picture the map
/// @param stability how far it would be another with other prompts
/// @param order by which experts are ranked
/// @param targets prompts of the class
/// @param rests prompts of the rest
/// @param ranked all experts, the most resonant first
record Resonated(ResonancePicture picture, Resonance.Stability stability, Order order, int targets, int rests,
        List<RankedExpert> ranked) {
    /// How often prompts are drawn anew.
    static final int RESAMPLES = 200;
    /// The experts that are watched for staying the most resonant.
    static final int TOP = 10;

    /// @param prompts of both classes, one of each at least
    static Resonated of(ExpertLoadResult result, List<ClassedPrompt> prompts, Order order) {
        List<float[]> target = loads(prompts, PromptClass.TARGET);
        List<float[]> rest = loads(prompts, PromptClass.REST);
        var resonance = new Resonance(result.experts(), target, rest);
        var picture = new ResonancePicture(resonance, result.layers(), result.provenance()
                .withSetting("target=" + target.size() + " prompts").withSetting("rest=" + rest.size() + " prompts"));
        Resonance.Stability stability = resonance.stability(RESAMPLES, TOP, 1);
        List<Resonance.Place> places = resonance.ranked(order);
        List<RankedExpert> ranked = IntStream.range(0, places.size()).mapToObj(rank -> {
            Resonance.Place place = places.get(rank);
            return new RankedExpert(rank, new ExpertAddress(result.layers().get(place.row()), place.expert()),
                    place.row(), resonance, stability);
        }).toList();
        return new Resonated(picture, stability, order, target.size(), rest.size(), ranked);
    }

    private static List<float[]> loads(List<ClassedPrompt> prompts, PromptClass wanted) {
        return prompts.stream().filter(prompt -> prompt.chosen() == wanted)
                .map(prompt -> prompt.load().load().toArray()).toList();
    }

    Resonance resonance() {
        return picture.resonance();
    }

    /// The largest difference in absolute terms; 1 where there is none at all.
    double most() {
        double most = ranked.stream().mapToDouble(each -> Math.abs(each.delta())).max().orElse(0);
        return most == 0 ? 1 : most;
    }

    /// The most resonant experts.
    List<ExpertAddress> top(int count) {
        return ranked.stream().limit(count).map(RankedExpert::address).toList();
    }

    /// What can be done with as many of the most resonant experts.
    ExpertArms arms() {
        return ExpertArms.of(resonance(), order, picture.layers());
    }
}
