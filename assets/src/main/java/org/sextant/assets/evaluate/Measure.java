package org.sextant.assets.evaluate;

import org.sextant.assets.world.Task;

/// When a task counts as done right.
enum Measure {
    /// The right token is the most likely of all.
    RIGHT_ANSWER("right answer"),
    /// The right token is more likely than the wrong one: where several tokens would be right.
    OVER_WRONG("right over wrong"),
    /// The most likely token is a year greater than the one that the prompt begins with.
    GREATER("greater year");

    private final String figure;

    Measure(String figure) {
        this.figure = figure;
    }

    String figure() {
        return figure;
    }

    static Measure of(Task task) {
        return switch (task) {
            case INDIRECT_OBJECT, FACTS, INDUCTION, BRACKETS, CHAT -> RIGHT_ANSWER;
            case AGREEMENT, SENTIMENT, REGISTER -> OVER_WRONG;
            case GREATER_THAN -> GREATER;
        };
    }

    boolean holds(Prompts.Asked asked, Prompts prompts) {
        return switch (this) {
            case RIGHT_ANSWER -> asked.top() == asked.answer();
            case OVER_WRONG -> asked.logits().flat(asked.answer()) > asked.logits().flat(asked.wrong());
            case GREATER -> {
                String top = prompts.text(asked.top());
                // "…the year 14|62 to the year 14|": the year to be exceeded stands two numbers before the end.
                var numbers = asked.tokens().stream().map(token -> token.text()).filter(Measure::isYear).toList();
                yield isYear(top) && Integer.parseInt(top) > Integer.parseInt(numbers.get(numbers.size() - 2));
            }
        };
    }

    private static boolean isYear(String text) {
        return text.matches("\\d\\d");
    }
}
