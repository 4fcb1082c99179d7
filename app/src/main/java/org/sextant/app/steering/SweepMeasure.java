package org.sextant.app.steering;

import java.util.Locale;
import java.util.Set;

import org.sextant.runtime.session.SweepRequest.Measure;

/// What a sweep looks at.
public enum SweepMeasure {
    LOGIT_DIFFERENCE("Logit difference", "logit of one token less that of another", true),
    PROBABILITY("Probability", "of one token", false),
    REFUSAL("Refusal score", "log odds that the answer begins as a refusal does", true),
    ENTROPY("Entropy", "of the next token", false),
    LOSS("Held-out loss", "what it costs on texts", false);

    private final String title;
    private final String meaning;
    private final boolean signed;

    SweepMeasure(String title, String meaning, boolean signed) {
        this.title = title;
        this.meaning = meaning;
        this.signed = signed;
    }

    /// As the command line writes it: `logit-difference`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String meaning() {
        return meaning;
    }

    boolean signed() {
        return signed;
    }

    /// Whether it is about one token, or about two.
    public boolean needsAnswer() {
        return needsWrong() || this == PROBABILITY || this == REFUSAL;
    }

    /// Whether it is about a second token.
    public boolean needsWrong() {
        return this == LOGIT_DIFFERENCE;
    }

    /// What to ask the model. The loss comes with the texts, whatever is looked at beside it.
    ///
    /// @param answer id of the first token; of no account where none is needed
    /// @param wrong id of the second
    public Measure asked(int answer, int wrong) {
        return switch (this) {
            case LOGIT_DIFFERENCE -> new Measure.LogitDifference(answer, wrong);
            case PROBABILITY -> new Measure.Probability(answer);
            case REFUSAL -> new Measure.Refusal(Set.of(answer));
            case ENTROPY, LOSS -> new Measure.Entropy();
        };
    }

    /// The measure with its tokens and its unit: `logit " Tom" − logit " Anna"`.
    public String words(String answer, String wrong) {
        return switch (this) {
            case LOGIT_DIFFERENCE -> "logit “" + answer + "” − logit “" + wrong + "”";
            case PROBABILITY -> "probability of “" + answer + "”";
            case REFUSAL -> "refusal score of “" + answer + "”, log odds";
            case ENTROPY -> "entropy of the next token, nats";
            case LOSS -> "loss, nats a token";
        };
    }
}
