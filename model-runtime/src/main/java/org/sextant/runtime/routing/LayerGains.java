package org.sextant.runtime.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.sextant.runtime.routing.ExpertGain.Mode;

/// What gains come to in one layer. They act in this order, whatever their order in a plan: masks, forced experts, gains,
/// renormalisation.
///
/// @param layer block of the mixture
/// @param masked experts that cannot be chosen
/// @param forced experts that every token gets
/// @param weighed experts whose weights are multiplied
/// @param fallback those of `weighed` that should have been masked, where too few would have been left
/// @param wholly whether no expert of the layer keeps any weight
public record LayerGains(int layer, List<ExpertGain> masked, List<ExpertGain> forced, List<ExpertGain> weighed,
        List<ExpertGain> fallback, boolean wholly) {
    /// The changed layers in their order. Neutral gains count for nothing; of two for the same expert the later one
    /// holds.
    ///
    /// @param gains of experts that the model has
    public static List<LayerGains> of(List<ExpertGain> gains, ExpertChoice choice) {
        Map<Integer, Map<Integer, ExpertGain>> byLayer = gains.stream().filter(gain -> !gain.isNeutral())
                .collect(Collectors.groupingBy(ExpertGain::layer, TreeMap::new,
                        Collectors.toMap(ExpertGain::expert, gain -> gain, (_, later) -> later, TreeMap::new)));
        return byLayer.entrySet().stream()
                .map(own -> of(own.getKey(), List.copyOf(own.getValue().values()), choice)).toList();
    }

    private static LayerGains of(int layer, List<ExpertGain> gains, ExpertChoice choice) {
        List<ExpertGain> off = which(gains, ExpertGain::isMask);
        Set<Integer> numbers = off.stream().map(ExpertGain::expert).collect(Collectors.toSet());
        boolean masking = choice.leavesEnough(numbers);
        boolean wholly = gains.size() == choice.experts() && gains.stream().allMatch(gain -> gain.gain() == 0);
        return new LayerGains(layer, masking ? off : List.of(), which(gains, gain -> gain.mode() == Mode.FORCE),
                which(gains, gain -> gain.mode() != Mode.FORCE && !(masking && gain.isMask())),
                masking ? List.of() : off, wholly);
    }

    private static List<ExpertGain> which(List<ExpertGain> gains, Predicate<ExpertGain> wanted) {
        return gains.stream().filter(wanted).toList();
    }

    /// Whether weights are scaled back to their sum after the gains.
    boolean renormalised() {
        return weighed.stream().anyMatch(gain -> gain.mode() == Mode.ZERO_RENORM);
    }

    /// What a person should know who asked for these gains; empty where all is done as it was asked.
    public Optional<String> note() {
        String where = "in block " + layer + " ";
        if (wholly) {
            return Optional.of(where + "no expert keeps any weight: the mixture adds nothing there, but for a shared"
                    + " expert");
        }
        return fallback.isEmpty()
                ? Optional.empty()
                : Optional.of(where + "too few experts would be left for a token with " + fallback.size()
                        + " masked: these can be chosen as before, and get the weight 0");
    }
}
