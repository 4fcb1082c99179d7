package org.sextant.app.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.sextant.runtime.attribution.TokenWeight;
import org.sextant.runtime.session.ContrastPair.Target;

/// A weighted sum of logits as a person types it: `364:1, 2091:-0.5`, token ids and what each logit counts.
public final class LogitSum {
    private static final Pattern TERM = Pattern.compile("\\s*(\\d{1,9})\\s*:\\s*([-+]?\\d*\\.?\\d+)\\s*");

    private LogitSum() {}

    /// Reads it; empty where the text is something else.
    public static Optional<Target.Weights> parse(String typed) {
        List<TokenWeight> weights = new ArrayList<>();
        for (String part : typed.split(",", -1)) {
            Matcher term = TERM.matcher(part);
            if (!term.matches()) {
                return Optional.empty();
            }
            weights.add(new TokenWeight(Integer.parseInt(term.group(1)), Double.parseDouble(term.group(2))));
        }
        return Optional.of(new Target.Weights(weights));
    }

    static String typed(Target.Weights sum) {
        return sum.weights().stream().map(each -> each.id() + ":" + plain(each.weight()))
                .collect(Collectors.joining(", "));
    }

    private static String plain(double weight) {
        return weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight);
    }
}
