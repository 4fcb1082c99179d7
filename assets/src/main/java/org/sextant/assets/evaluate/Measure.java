package org.sextant.assets.evaluate;

import java.util.List;
import java.util.function.IntFunction;

import org.sextant.assets.prompts.AskedToken;
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

    /// @param text gives the text of a token
    boolean holds(Prompts.Asked asked, IntFunction<String> text) {
        AskedToken token = asked.token();
        return switch (this) {
            case RIGHT_ANSWER -> asked.top() == token.answer();
            case OVER_WRONG -> asked.logits().flat(token.answer()) > asked.logits().flat(token.wrong());
            case GREATER -> {
                String top = text.apply(asked.top());
                // "…the year 14|62 to the year 14|": the year to be exceeded stands two numbers before the end.
                List<String> numbers = token.prompt().stream().map(text::apply).filter(Measure::isYear).toList();
                yield isYear(top) && Integer.parseInt(top) > Integer.parseInt(numbers.get(numbers.size() - 2));
            }
        };
    }

    private static boolean isYear(String text) {
        return text.matches("\\d\\d");
    }
}
