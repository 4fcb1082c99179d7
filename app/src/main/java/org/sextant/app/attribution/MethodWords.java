package org.sextant.app.attribution;

import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;

/// Methods, rules and directions in the field's words.
final class MethodWords {
    private MethodWords() {}

    static String title(AttributionMethod method) {
        return switch (method) {
            case RELP -> "RelP";
            case ATP -> "AtP";
            case INTEGRATED_GRADIENTS -> "IG";
            case ATTN_LRP -> "AttnLRP";
            case CP_LRP -> "CP-LRP";
            case PATCHING -> "Patching";
            case ZERO_ABLATION -> "Zero ablation";
            case MEAN_ABLATION -> "Mean ablation";
        };
    }

    static String meaning(AttributionMethod method) {
        return switch (method) {
            case RELP -> "difference × relevance";
            case ATP -> "difference × gradient";
            case INTEGRATED_GRADIENTS -> "gradient along the path";
            case ATTN_LRP -> "relevance of tokens";
            case CP_LRP -> "relevance of tokens, by values";
            case PATCHING -> "the truth: a run a node";
            case ZERO_ABLATION -> "a node set to zero";
            case MEAN_ABLATION -> "a node set to its mean";
        };
    }

    static String title(Rule rule) {
        return switch (rule) {
            case LN -> "LN";
            case IDENTITY -> "identity";
            case HALF -> "half";
            case AH -> "AH";
            case ZERO -> "0";
            case ROUTER_HALF -> "router-half";
        };
    }

    static String meaning(Rule rule) {
        return switch (rule) {
            case LN -> "The divisor of every norm is a constant";
            case IDENTITY -> "A nonlinearity passes on f(x) / x";
            case HALF -> "The two factors of a gated MLP share the coefficient";
            case AH -> "The attention pattern is a constant";
            case ZERO -> "Linear layers pass on their plain gradient; always on";
            case ROUTER_HALF -> "What experts are mixed with shares the coefficient with them";
        };
    }

    static String title(AnswerMetric metric) {
        return metric == AnswerMetric.FIRST ? "First token" : "All tokens";
    }

    static String meaning(AnswerMetric metric) {
        return metric == AnswerMetric.FIRST
                ? "Look at the logit of one token of each answer: the first that tells them apart"
                : "Sum the log-probabilities of all tokens of each answer, which go behind both prompts";
    }

    /// `logit[answer] − logit[wrong]`.
    static String difference(AnswerMetric metric) {
        return metric == AnswerMetric.FIRST ? "logit[answer] − logit[wrong]" : "log p(answer) − log p(wrong)";
    }

    /// What scores are counted in: of log-probabilities nats.
    static String unit(AnswerMetric metric) {
        return metric == AnswerMetric.FIRST ? "logits" : "nats";
    }

    static String title(PatchDirection direction) {
        return direction == PatchDirection.DENOISING ? "Denoising" : "Noising";
    }

    static String meaning(PatchDirection direction) {
        return direction == PatchDirection.DENOISING
                ? "Clean values into the corrupt run: which are enough"
                : "Corrupt values into the clean run: which are needed";
    }
}
