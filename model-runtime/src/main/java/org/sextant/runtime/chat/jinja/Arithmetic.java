package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Python's operators. Whole numbers have 64 bits here, and what does not fit is refused.
final class Arithmetic {
    private Arithmetic() {}

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static double toDouble(Object number) {
        return number instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) number).doubleValue();
    }

    static long toLong(Object number) {
        return number instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) number).longValue();
    }

    static Object add(Object left, Object right) {
        return switch (left) {
            case String first when right instanceof String second -> join(first, second);
            case List<?> first when right instanceof List<?> second -> joined(first, second);
            case Tuple first when right instanceof Tuple second -> new Tuple(joined(first.items(), second.items()));
            default -> numeric("+", left, right, Math::addExact, Double::sum);
        };
    }

    private static List<Object> joined(List<?> first, List<?> second) {
        Budget.checked((long) first.size() + second.size());
        List<Object> both = new ArrayList<>(first);
        both.addAll(second);
        return Values.weighed(both);
    }

    /// Both as text, one behind the other.
    static Object join(Object left, Object right) {
        String first = Values.print(left);
        String second = Values.print(right);
        Budget.checked((long) first.length() + second.length());
        return first + second;
    }

    static Object subtract(Object left, Object right) {
        return numeric("-", left, right, Math::subtractExact, (a, b) -> a - b);
    }

    static Object multiply(Object left, Object right) {
        if (isRepeatable(left) && right instanceof Long times) {
            return repeat(left, times);
        }
        if (isRepeatable(right) && left instanceof Long times) {
            return repeat(right, times);
        }
        return numeric("*", left, right, Math::multiplyExact, (a, b) -> a * b);
    }

    private static boolean isRepeatable(Object value) {
        return value instanceof String || value instanceof List<?>;
    }

    private static Object repeat(Object value, long times) {
        long count = Math.max(0, times);
        if (value instanceof String text) {
            return text
                    .repeat(text.isEmpty() ? 0 : Budget.checked(capped(text.length(), count)) / text.length());
        }
        List<?> items = (List<?>) value;
        List<Object> repeated = new ArrayList<>(Budget.checked(capped(items.size(), count)));
        for (long i = 0; i < (items.isEmpty() ? 0 : count); i++) {
            repeated.addAll(items);
        }
        return Values.weighed(repeated);
    }

    private static long capped(int size, long count) {
        return count > Budget.LARGEST && size > 0 ? Budget.LARGEST + 1L : size * count;
    }

    static Object divide(Object left, Object right) {
        requireNumbers("/", left, right);
        requireNonZero(right);
        return toDouble(left) / toDouble(right);
    }

    static Object divideDown(Object left, Object right) {
        requireNumbers("//", left, right);
        requireNonZero(right);
        return numeric("//", left, right, Math::floorDiv, (a, b) -> Math.floor(a / b));
    }

    static Object remainder(Object left, Object right) {
        requireNumbers("%", left, right);
        requireNonZero(right);
        return numeric("%", left, right, Math::floorMod, (a, b) -> a - b * Math.floor(a / b));
    }

    static Object power(Object left, Object right) {
        return numeric("**", left, right, Arithmetic::wholePower, Math::pow);
    }

    private static long wholePower(long base, long exponent) {
        if (exponent < 0 || exponent >= Long.SIZE) {
            throw new ArithmeticException("exponent " + exponent);
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    static Object negate(Object value) {
        return numeric("-", 0L, value, Math::subtractExact, (_, b) -> -b);
    }

    private static Object numeric(String sign, Object left, Object right, LongBinaryOperator whole,
            DoubleBinaryOperator fractional) {
        requireNumbers(sign, left, right);
        if (left instanceof Double || right instanceof Double) {
            return fractional.applyAsDouble(toDouble(left), toDouble(right));
        }
        try {
            return whole.applyAsLong(toLong(left), toLong(right));
        } catch (ArithmeticException overflow) {
            throw new TemplateFailure(Values.print(left) + " " + sign + " " + Values.print(right)
                    + " is outside the numbers that are known here", overflow);
        }
    }

    private static void requireNumbers(String sign, Object left, Object right) {
        if (!isNumber(left) || !isNumber(right)) {
            throw new TemplateFailure("“" + sign + "” does not go with values of type " + Values.type(left) + " and "
                    + Values.type(right));
        }
    }

    private static void requireNonZero(Object divisor) {
        if (toDouble(divisor) == 0) {
            throw new TemplateFailure("a number is divided by zero");
        }
    }
}
