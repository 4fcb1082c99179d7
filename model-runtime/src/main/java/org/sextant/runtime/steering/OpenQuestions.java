package org.sextant.runtime.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.steering.OpenQuestion.Choice;
import org.sextant.runtime.steering.OpenQuestion.Topic;

/// Finds what a file leaves open. A file that names a site numbers blocks as Sextant does; `normalised` closes the
/// question of the scale, and `operation`, or the `method` that the vector was derived with, that of the operation.
/// What a file lists under `assumed` is open whatever else it says.
final class OpenQuestions {
    static final String ASSUMED = "assumed";
    static final String NORMALISED = "normalised";
    static final String OPERATION = "operation";
    /// Makes each direction one long.
    static final String UNIT = "unit";

    private static final Choice RESID_POST = new Choice(SiteKind.RESID_POST.suffix(), "the output of a block");
    private static final List<Choice> SITES = List.of(
            new Choice(SiteKind.RESID_PRE.suffix(), "the input of a block"),
            new Choice(SiteKind.ATTN_OUT.suffix(), "what attention adds"),
            new Choice(SiteKind.MLP_OUT.suffix(), "what the MLP adds"));

    private OpenQuestions() {}

    static List<OpenQuestion> of(VectorContent content) {
        Set<String> assumed = Set.copyOf(List.of(content.about().getOrDefault(ASSUMED, "").split(",")));
        List<OpenQuestion> open = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (!isSaid(topic, content) || assumed.contains(topic.id())) {
                open.add(question(topic, content.byLayer().values()));
            }
        }
        return open;
    }

    private static boolean isSaid(Topic topic, VectorContent content) {
        return switch (topic) {
            case SITE, LAYER_OFFSET -> content.site().isPresent();
            case SCALE -> content.about().containsKey(NORMALISED);
            case OPERATION -> content.about().containsKey(OPERATION) || content.about().containsKey("method");
        };
    }

    private static OpenQuestion question(Topic topic, Collection<float[]> directions) {
        return switch (topic) {
            case SITE -> new OpenQuestion(topic, "where in a block its directions belong", RESID_POST, SITES);
            case LAYER_OFFSET -> new OpenQuestion(topic, "what its layers' numbers count",
                    new Choice("0", "number l is block l, counted from 0, as repeng and llama.cpp steer"),
                    List.of(new Choice("-1", "number l is hidden_states[l], the output of block l − 1,"
                            + " as llama.cpp's cvector-generator derives")));
            case SCALE ->
                new OpenQuestion(topic, "whether its directions' lengths, " + lengths(directions) + ", matter",
                        new Choice("1", "they stay as they are"),
                        List.of(new Choice(UNIT, "each is made one long")));
            case OPERATION -> new OpenQuestion(topic, "what is done with its directions",
                    new Choice(Operation.ADD.id(), "they are added"),
                    List.of(new Choice(Operation.ADD_NORMALISED.id(), "added, and the old length kept"),
                            new Choice(Operation.ABLATE.id(), "taken out of the residual stream")));
        };
    }

    private static String lengths(Collection<float[]> directions) {
        double shortest = directions.stream().mapToDouble(SteeringVector::norm).min().orElse(0);
        double longest = directions.stream().mapToDouble(SteeringVector::norm).max().orElse(0);
        return String.format(Locale.ROOT, "%.3g to %.3g", shortest, longest);
    }
}
