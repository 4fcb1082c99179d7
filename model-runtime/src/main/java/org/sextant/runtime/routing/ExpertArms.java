package org.sextant.runtime.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.sextant.runtime.routing.ExpertGain.Mode;
import org.sextant.runtime.routing.Resonance.Place;

/// Sets of experts to switch off or on, from their resonance, and as many others by chance (METHODS.md 3.3).
///
/// @param layers blocks with experts, in the order of the rows of the resonance
/// @param experts of each
/// @param ranked all experts, the most resonant first
public record ExpertArms(List<Integer> layers, int experts, List<Place> ranked) {
    public ExpertArms {
        layers = List.copyOf(layers);
        ranked = List.copyOf(ranked);
    }

    /// @param layers blocks with experts, in the order of the rows of the resonance
    public static ExpertArms of(Resonance resonance, Resonance.Order order, List<Integer> layers) {
        return new ExpertArms(layers, resonance.experts(), resonance.ranked(order));
    }

    /// The most resonant experts; with a negative number the least resonant, beginning with the last.
    ///
    /// @throws IllegalArgumentException if there are not so many
    public List<Place> top(int count) {
        if (Math.abs((long) count) > ranked.size()) {
            throw new IllegalArgumentException(count + " of " + ranked.size() + " experts");
        }
        return count >= 0 ? ranked.subList(0, count) : ranked.reversed().subList(0, -count);
    }

    /// The most resonant experts switched off.
    ///
    /// @param count negative for the least resonant ones
    public List<ExpertGain> off(int count, Mode mode) {
        return gains(top(count), mode, 0);
    }

    /// Experts by chance switched off: from each layer as many as are among the most resonant ones, but none of these.
    ///
    /// @param count negative for the least resonant ones
    /// @throws IllegalArgumentException if a layer has not so many others
    public List<ExpertGain> randomOff(int count, Mode mode, long seed) {
        List<Place> top = top(count);
        SplittableRandom random = new SplittableRandom(seed);
        List<Place> drawn = new ArrayList<>();
        byRow(top).forEach((row, own) -> {
            List<Place> others = IntStream.range(0, experts).mapToObj(expert -> new Place(row, expert))
                    .filter(place -> !own.contains(place)).collect(Collectors.toCollection(ArrayList::new));
            if (others.size() < own.size()) {
                throw new IllegalArgumentException("block " + layers.get(row) + " has " + others.size()
                        + " other experts and " + own.size() + " are to be drawn");
            }
            Collections.shuffle(others, random);
            drawn.addAll(others.subList(0, own.size()));
        });
        return gains(drawn, mode, 0);
    }

    /// The most resonant experts forced on, in each layer the first of them that there is room for.
    ///
    /// @param room experts that a token gets
    /// @param gain weight as a multiple of the largest
    public List<ExpertGain> forced(int count, int room, double gain) {
        List<Place> fitting = new ArrayList<>();
        byRow(top(count)).values().forEach(own -> fitting.addAll(own.subList(0, Math.min(room, own.size()))));
        return gains(fitting, Mode.FORCE, gain);
    }

    private static TreeMap<Integer, List<Place>> byRow(List<Place> places) {
        return places.stream().collect(Collectors.groupingBy(Place::row, TreeMap::new,
                Collectors.mapping(Function.identity(), Collectors.toList())));
    }

    private List<ExpertGain> gains(List<Place> places, Mode mode, double gain) {
        return places.stream().map(place -> new ExpertGain(layers.get(place.row()), place.expert(), gain, mode))
                .toList();
    }
}
