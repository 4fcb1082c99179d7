package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/// Reads expressions, from what binds loosest to what binds tightest: `if else`, `or`, `and`, `not`, comparisons, `+ -`,
/// `~`, `* / // %`, `**`. Note that `~` binds tighter than `+`, as it does in Jinja2.
final class ExpressionParser {
    /// Deeper nesting than this is no template but an attack on the stack.
    private static final int DEEPEST = 200;

    private final Lexemes words;
    private final PrimaryParser primaries;
    private int depth;

    private ExpressionParser(Lexemes words) {
        this.words = words;
        this.primaries = new PrimaryParser(words, this);
    }

    static ExpressionParser of(String text) {
        return new ExpressionParser(Lexemes.of(text));
    }

    /// A whole expression and nothing behind it; commas make a tuple.
    static Expression parse(String text) {
        ExpressionParser parser = of(text);
        Expression whole = parser.tuple(true);
        parser.words.requireEnd();
        return whole;
    }

    Lexemes words() {
        return words;
    }

    PrimaryParser primaries() {
        return primaries;
    }

    /// One expression, or several with commas between.
    ///
    /// @param choices whether `a if b else c` is read as one; a loop keeps its own `if`
    Expression tuple(boolean choices) {
        Expression first = choices ? expression() : or();
        if (!words.peek().isSign(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (words.takeSign(",") && startsExpression()) {
            items.add(choices ? expression() : or());
        }
        return PrimaryParser.tupleOf(items);
    }

    private boolean startsExpression() {
        Lexeme next = words.peek();
        return next.kind() != Lexeme.Kind.END && !next.isSign(")") && !next.isSign("]") && !next.isSign("}")
                && !next.isSign("=") && !next.isName("in") && !next.isName("if");
    }

    Expression expression() {
        depth++;
        if (depth > DEEPEST) {
            throw new TemplateFailure("an expression is nested more than " + DEEPEST + " deep");
        }
        Expression value = or();
        while (words.takeName("if")) {
            Expression then = value;
            Expression condition = or();
            Expression otherwise = words.takeName("else") ? expression() : _ -> Absent.UNDEFINED;
            value = scope -> (Values.truth(condition.in(scope)) ? then : otherwise).in(scope);
        }
        depth--;
        return value;
    }

    Expression or() {
        Expression left = and();
        while (words.takeName("or")) {
            Expression first = left;
            Expression second = and();
            left = scope -> {
                Object value = first.in(scope);
                return Values.truth(value) ? value : second.in(scope);
            };
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (words.takeName("and")) {
            Expression first = left;
            Expression second = not();
            left = scope -> {
                Object value = first.in(scope);
                return Values.truth(value) ? second.in(scope) : value;
            };
        }
        return left;
    }

    private Expression not() {
        boolean negated = false;
        while (words.peek().isName("not")) {
            words.take();
            negated = !negated;
            if (!words.peek().isName("not")) {
                boolean truth = !negated;
                Expression value = comparison();
                return scope -> Values.truth(value.in(scope)) == truth;
            }
        }
        return comparison();
    }

    /// `a < b < c` holds where both hold.
    private Expression comparison() {
        Expression first = sum();
        List<Comparison> operators = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (Comparison operator = operator(); operator != Comparison.NONE; operator = operator()) {
            operators.add(operator);
            others.add(sum());
        }
        if (operators.isEmpty()) {
            return first;
        }
        return scope -> {
            scope.budget().step();
            Object left = first.in(scope);
            for (int i = 0; i < others.size(); i++) {
                Object right = others.get(i).in(scope);
                if (!operators.get(i).holds(left, right)) {
                    return false;
                }
                left = right;
            }
            return true;
        };
    }

    private Comparison operator() {
        if (words.peek().isName("not") && words.peekSecond().isName("in")) {
            words.take();
            words.take();
            return Comparison.NOT_IN;
        }
        boolean word = words.peek().kind() == Lexeme.Kind.SIGN || words.peek().isName("in");
        Comparison operator = word ? Comparison.of(words.peek().image()) : Comparison.NONE;
        if (operator != Comparison.NONE) {
            words.take();
        }
        return operator;
    }

    private Expression sum() {
        Expression left = joined();
        while (words.peek().isSign("+") || words.peek().isSign("-")) {
            left = binary(left, words.take().image().equals("+") ? Arithmetic::add : Arithmetic::subtract, joined());
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (words.takeSign("~")) {
            left = binary(left, Arithmetic::join, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (true) {
            Lexeme sign = words.peek();
            BinaryOperator<Object> operator = switch (sign.kind() == Lexeme.Kind.SIGN ? sign.image() : "") {
                case "*" -> Arithmetic::multiply;
                case "/" -> Arithmetic::divide;
                case "//" -> Arithmetic::divideDown;
                case "%" -> Arithmetic::remainder;
                default -> null;
            };
            if (operator == null) {
                return left;
            }
            words.take();
            left = binary(left, operator, power());
        }
    }

    private Expression power() {
        Expression left = unary(true);
        while (words.takeSign("**")) {
            left = binary(left, Arithmetic::power, unary(true));
        }
        return left;
    }

    private Expression unary(boolean filters) {
        depth++;
        if (depth > DEEPEST) {
            throw new TemplateFailure("an expression is nested more than " + DEEPEST + " deep");
        }
        Expression value;
        if (words.takeSign("-")) {
            Expression negated = unary(false);
            value = scope -> Arithmetic.negate(negated.in(scope));
        } else if (words.takeSign("+")) {
            value = unary(false);
        } else {
            value = primaries.primary();
        }
        value = primaries.postfix(value);
        depth--;
        return filters ? primaries.filtered(value) : value;
    }

    private static Expression binary(Expression left, BinaryOperator<Object> operator, Expression right) {
        return scope -> {
            scope.budget().step();
            return operator.apply(left.in(scope), right.in(scope));
        };
    }
}
