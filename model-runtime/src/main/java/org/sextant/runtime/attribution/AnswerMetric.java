package org.sextant.runtime.attribution;

/// What is looked at of answers.
public enum AnswerMetric {
    /// The logit of one token of each: the first that tells the answers apart.
    FIRST("first"),
    /// The log-probabilities of all tokens, summed.
    SUM_LOGPROB("sum-logprob");

    private final String id;

    AnswerMetric(String id) {
        this.id = id;
    }

    /// As a person writes it.
    public String id() {
        return id;
    }
}
