package org.sextant.runtime.chat.jinja;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// What can stand behind `is`, by its name.
final class Tests {
    /// A question about a value.
    @FunctionalInterface
    interface Check {
        boolean holds(Object value, Arguments given);
    }

    private Tests() {}

    static Check named(String name) {
        Check check = switch (name) {
            case "defined" -> (value, _) -> value != Absent.UNDEFINED;
            case "undefined" -> (value, _) -> value == Absent.UNDEFINED;
            case "none" -> (value, _) -> value == Absent.NONE;
            case "boolean" -> (value, _) -> value instanceof Boolean;
            case "true" -> (value, _) -> Boolean.TRUE.equals(value);
            case "false" -> (value, _) -> Boolean.FALSE.equals(value);
            case "string" -> (value, _) -> value instanceof String;
            case "number" -> (value, _) -> Arithmetic.isNumber(value);
            case "integer" -> (value, _) -> value instanceof Long;
            case "float" -> (value, _) -> value instanceof Double;
            case "mapping" -> (value, _) -> value instanceof Map<?, ?>;
            case "sequence" -> (value, _) -> Values.isIterable(value);
            case "iterable" -> (value, _) -> Values.isIterable(value);
            case "callable" -> (value, _) -> value instanceof TemplateFunction;
            case "lower" -> (value, _) -> Values.print(value).equals(Text.lower(Values.print(value)));
            case "upper" -> (value, _) -> Values.print(value).equals(Text.upper(Values.print(value)));
            case "even" -> (value, _) -> Comparison.equal(Arithmetic.remainder(value, 2L), 0L);
            case "odd" -> (value, _) -> Comparison.equal(Arithmetic.remainder(value, 2L), 1L);
            case "divisibleby" -> (value, given) -> Comparison.equal(
                    Arithmetic.remainder(value, given.require(0, "num")), 0L);
            case "sameas" -> (value, given) -> value.equals(given.require(0, "other"));
            default -> comparison(name);
        };
        if (check == null) {
            throw new TemplateFailure("the test “is " + name + "” is not known here");
        }
        return check;
    }

    private static @Nullable Check comparison(String name) {
        Comparison comparison = switch (name) {
            case "eq", "equalto", "==" -> Comparison.EQUAL;
            case "ne", "!=" -> Comparison.UNEQUAL;
            case "lt", "lessthan", "<" -> Comparison.LESS;
            case "le", "<=" -> Comparison.AT_MOST;
            case "gt", "greaterthan", ">" -> Comparison.GREATER;
            case "ge", ">=" -> Comparison.AT_LEAST;
            case "in" -> Comparison.IN;
            default -> Comparison.NONE;
        };
        return comparison == Comparison.NONE ? null
                : (value, given) -> comparison.holds(value, given.require(0, "other"));
    }
}
