package org.sextant.runtime.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What a config says about its rotary position embedding (METHODS.md 6.1 and 6.2).
///
/// @param theta base of the inverse frequencies
/// @param type how they are scaled: `default`, `linear`, `dynamic`, `llama3`, `yarn`, `longrope` or what the file says
/// @param partialRotaryFactor the share of each head that is rotated, up to 1
/// @param parameters the numbers of that scaling by their names in the config, such as `factor`; a flag is 1 or 0
public record RopeSettings(double theta, String type, double partialRotaryFactor,
        Map<String, List<Double>> parameters) {
    private static final String ORIGINAL_CONTEXT = "original_max_position_embeddings";
    private static final Set<String> NOT_OF_THE_SCALING = Set.of("rope_theta", "rope_type", "type",
            "partial_rotary_factor");

    public RopeSettings {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Transformers 5 writes all of it into `rope_parameters`; version 4 spreads it over the top level and
    /// `rope_scaling`; GPT-NeoX has names of its own.
    ///
    /// @param scaling that object
    static RopeSettings read(ModelConfig config, Optional<ModelConfig> scaling, double theta,
            double partialRotaryFactor) {
        return new RopeSettings(
                number(scaling, "rope_theta", number(config, theta, "rope_theta", "rotary_emb_base")),
                scaling.flatMap(RopeSettings::type).orElse("default"),
                number(scaling, "partial_rotary_factor",
                        number(config, partialRotaryFactor, "partial_rotary_factor", "rotary_pct")),
                parameters(config, scaling));
    }

    /// A parameter that is one number.
    public OptionalDouble parameter(String name) {
        List<Double> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? OptionalDouble.of(values.getFirst()) : OptionalDouble.empty();
    }

    private static Optional<String> type(ModelConfig scaling) {
        return scaling.text("rope_type").or(() -> scaling.text("type"));
    }

    private static double number(Optional<ModelConfig> config, String key, double fallback) {
        return config.map(present -> present.number(key, fallback)).orElse(fallback);
    }

    private static double number(ModelConfig config, double fallback, String key, String otherKey) {
        return config.number(key, config.number(otherKey, fallback));
    }

    private static Map<String, List<Double>> parameters(ModelConfig config, Optional<ModelConfig> scaling) {
        Map<String, List<Double>> parameters = new LinkedHashMap<>();
        scaling.ifPresent(present -> present.keys().stream().filter(key -> !NOT_OF_THE_SCALING.contains(key))
                .filter(key -> !present.numbers(key).isEmpty())
                .forEach(key -> parameters.put(key, present.numbers(key))));
        // Phi-3 keeps the context that it was trained with at the top level.
        config.optionalNumber(ORIGINAL_CONTEXT)
                .ifPresent(context -> parameters.putIfAbsent(ORIGINAL_CONTEXT, List.of(context)));
        return parameters;
    }
}
