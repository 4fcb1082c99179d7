package org.sextant.runtime.chat.jinja;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// How two values compare. Values of different types are never equal, but for numbers, among which `true` is 1.
enum Comparison {
    EQUAL("=="), UNEQUAL("!="), LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">="), IN("in"), NOT_IN("not in"),
    NONE("");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    /// @return [#NONE] where the word is no comparison
    static Comparison of(String word) {
        for (Comparison known : values()) {
            if (known.sign.equals(word)) {
                return known;
            }
        }
        return NONE;
    }

    boolean holds(Object left, Object right) {
        return switch (this) {
            case EQUAL -> equal(left, right);
            case UNEQUAL -> !equal(left, right);
            case LESS -> order(left, right) < 0;
            case AT_MOST -> order(left, right) <= 0;
            case GREATER -> order(left, right) > 0;
            case AT_LEAST -> order(left, right) >= 0;
            case IN -> contains(right, left);
            case NOT_IN -> !contains(right, left);
            case NONE -> throw new IllegalStateException("no comparison");
        };
    }

    static boolean equal(Object left, Object right) {
        if (Arithmetic.isNumber(left) && Arithmetic.isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        if (left instanceof Tuple first && right instanceof Tuple second) {
            return equal(first.items(), second.items());
        }
        if (left instanceof List<?> first && right instanceof List<?> second) {
            return equalItems(first, second);
        }
        if (left instanceof Map<?, ?> first && right instanceof Map<?, ?> second) {
            return first.size() == second.size() && first.entrySet().stream().allMatch(
                    entry -> second.containsKey(entry.getKey())
                            && equal(entry.getValue(), Values.entry(second, entry.getKey())));
        }
        return left.equals(right);
    }

    private static boolean equalItems(List<?> left, List<?> right) {
        Iterator<?> others = right.iterator();
        return left.size() == right.size() && left.stream().allMatch(item -> equal(item, others.next()));
    }

    private static int compareNumbers(Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            return Double.compare(Arithmetic.toDouble(left) + 0.0, Arithmetic.toDouble(right) + 0.0);
        }
        return Long.compare(Arithmetic.toLong(left), Arithmetic.toLong(right));
    }

    /// As `Comparator` wants it; lists compare by their first difference.
    static int order(Object left, Object right) {
        if (Arithmetic.isNumber(left) && Arithmetic.isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof String first && right instanceof String second) {
            return compareCodePoints(first, second);
        }
        if (left instanceof Tuple first && right instanceof Tuple second) {
            return order(first.items(), second.items());
        }
        if (left instanceof List<?> first && right instanceof List<?> second) {
            for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
                if (!equal(first.get(i), second.get(i))) {
                    return order(first.get(i), second.get(i));
                }
            }
            return Integer.compare(first.size(), second.size());
        }
        throw new TemplateFailure("values of type " + Values.type(left) + " and " + Values.type(right)
                + " have no order");
    }

    private static int compareCodePoints(String left, String right) {
        int[] first = left.codePoints().toArray();
        int[] second = right.codePoints().toArray();
        return Arrays.compare(first, second);
    }

    private static boolean contains(Object whole, Object part) {
        return switch (whole) {
            case String text when part instanceof String piece -> text.contains(piece);
            case String _ -> throw new TemplateFailure("a value of type " + Values.type(part)
                    + " cannot be looked for in a string");
            case Map<?, ?> dict -> dict.containsKey(part);
            default -> Values.items(whole).stream().anyMatch(item -> equal(item, part));
        };
    }
}
