package org.sextant.assets.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import org.sextant.runtime.session.FeaturesRequest;
import org.sextant.runtime.session.FeaturesResult;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Token;

/// A text and which features were active in it.
///
/// @param tokens with their leading spaces
/// @param active activations of features, by position; none at the first token, whose activations are like no other's
public record FeatureReading(List<String> tokens, List<Map<Integer, Float>> active) {
    public FeatureReading {
        tokens = List.copyOf(tokens);
        active = List.copyOf(active);
    }

    /// Reads some texts.
    ///
    /// @param sae the SAE's folder
    /// @param text by number
    /// @param from the first number
    /// @param to the number after the last
    public static List<FeatureReading> of(OpenModel model, Path sae, IntFunction<String> text, int from, int to) {
        List<FeatureReading> readings = new ArrayList<>();
        for (int i = from; i < to; i++) {
            FeaturesResult result = model.submit(new FeaturesRequest(new Prompt.Text(text.apply(i)), sae)).await();
            List<Map<Integer, Float>> active = new ArrayList<>();
            result.tokens().forEach(_ -> active.add(new HashMap<>()));
            result.active().stream().filter(one -> one.position() > 0)
                    .forEach(one -> active.get(one.position()).put(one.feature(), one.activation()));
            readings.add(new FeatureReading(result.tokens().stream().map(Token::text).toList(), active));
        }
        return readings;
    }
}
