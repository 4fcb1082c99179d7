package org.sextant.app.shell;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javafx.scene.layout.HBox;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.state.UserPreferences;
import org.sextant.runtime.session.Sampling;

/// How text is continued, in one row of typed numbers.
final class SamplingBar extends HBox {
    private final UserPreferences preferences;

    SamplingBar(UserPreferences preferences) {
        this.preferences = preferences;
        getStyleClass().add("sampling-bar");
        NumberField<Double> temperature = decimal("Temperature", "0 or more; 0 always takes the likeliest token",
                value -> value >= 0,
                (sampling, value) -> new Sampling(value, sampling.topK(), sampling.topP(), sampling.seed()));
        NumberField<Integer> topK = whole("Top-k", "0 or more candidates are kept; 0 keeps all", value -> value >= 0,
                (sampling, value) -> new Sampling(sampling.temperature(), value, sampling.topP(), sampling.seed()));
        NumberField<Double> topP = decimal("Top-p", "over 0 up to 1; the likeliest tokens that reach this sum are kept",
                value -> value > 0 && value <= 1,
                (sampling, value) -> new Sampling(sampling.temperature(), sampling.topK(), value, sampling.seed()));
        NumberField<Long> seed = new NumberField<>("Seed", "a whole number; the same seed gives the same text", 4,
                text -> parse(text, Long::valueOf, _ -> true), value -> sample((sampling, number) -> new Sampling(
                        sampling.temperature(), sampling.topK(), sampling.topP(), number), value));
        NumberField<Integer> tokens = new NumberField<>("Tokens", "1 to 100000; where to stop", 4,
                text -> parse(text, Integer::valueOf, value -> value >= 1 && value <= 100_000),
                value -> change(now -> now.withMaxNewTokens(value)));
        getChildren().addAll(temperature, topK, topP, seed, tokens);
        preferences.preferencesProperty().subscribe(now -> {
            Sampling sampling = now.generation().sampling();
            temperature.show(plain(sampling.temperature()));
            topK.show(Integer.toString(sampling.topK()));
            topP.show(plain(sampling.topP()));
            seed.show(Long.toString(sampling.seed()));
            tokens.show(Integer.toString(now.generation().maxNewTokens()));
        });
    }

    private NumberField<Double> decimal(String name, String range, Predicate<Double> allowed,
            BiFunction<Sampling, Double, Sampling> edit) {
        return new NumberField<>(name, range, 3, text -> parse(text, Double::valueOf,
                value -> Double.isFinite(value) && allowed.test(value)), value -> sample(edit, value));
    }

    private NumberField<Integer> whole(String name, String range, Predicate<Integer> allowed,
            BiFunction<Sampling, Integer, Sampling> edit) {
        return new NumberField<>(name, range, 3, text -> parse(text, Integer::valueOf, allowed),
                value -> sample(edit, value));
    }

    private <N> void sample(BiFunction<Sampling, N, Sampling> edit, N value) {
        change(now -> now.withSampling(edit.apply(now.sampling(), value)));
    }

    private void change(UnaryOperator<GenerationSettings> edit) {
        preferences.change(now -> now.withGeneration(edit.apply(now.generation())));
    }

    private static <N> Optional<N> parse(String text, Function<String, N> reader,
            Predicate<N> allowed) {
        try {
            return Optional.of(reader.apply(text)).filter(allowed);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
