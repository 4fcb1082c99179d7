package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what expressions are made of: literals, names, and what is hung on them: attributes, items, slices, calls,
/// filters, tests.
final class PrimaryParser {
    private final Lexemes words;
    private final ExpressionParser expressions;

    PrimaryParser(Lexemes words, ExpressionParser expressions) {
        this.words = words;
        this.expressions = expressions;
    }

    Expression primary() {
        Lexeme word = words.take();
        return switch (word.kind()) {
            case NAME -> name(word.image());
            case NUMBER -> constant(word.value());
            case STRING -> string(word.image());
            case SIGN -> bracketed(word);
            case END -> throw new TemplateFailure("an expression ends where a value belongs");
        };
    }

    private static Expression constant(Object value) {
        return _ -> value;
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> constant(true);
            case "false", "False" -> constant(false);
            case "none", "None" -> constant(Absent.NONE);
            case "and", "or", "not", "in", "is", "if", "else" ->
                throw new TemplateFailure("there is “" + name + "” where a value belongs");
            default -> scope -> scope.get(name);
        };
    }

    /// Strings that follow each other are one.
    private Expression string(String first) {
        StringBuilder whole = new StringBuilder(first);
        while (words.peek().kind() == Lexeme.Kind.STRING) {
            whole.append(words.take().image());
        }
        return constant(whole.toString());
    }

    private Expression bracketed(Lexeme sign) {
        return switch (sign.image()) {
            case "(" -> parentheses();
            case "[" -> list();
            case "{" -> dict();
            default -> throw new TemplateFailure("there is " + sign.shown() + " where a value belongs");
        };
    }

    private Expression parentheses() {
        if (words.takeSign(")")) {
            return tupleOf(List.of());
        }
        Expression inner = expressions.tuple(true);
        words.requireSign(")");
        return inner;
    }

    static Expression tupleOf(List<Expression> items) {
        return scope -> Values.weighed(new Tuple(items.stream().map(item -> item.in(scope)).toList()));
    }

    private Expression list() {
        List<Expression> items = new ArrayList<>();
        while (!words.takeSign("]")) {
            items.add(expressions.expression());
            if (!words.takeSign(",") && !words.peek().isSign("]")) {
                throw words.expected("“,” or “]”");
            }
        }
        return scope -> Values.weighed(items.stream().map(item -> item.in(scope)).toList());
    }

    private Expression dict() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!words.takeSign("}")) {
            keys.add(expressions.expression());
            words.requireSign(":");
            values.add(expressions.expression());
            if (!words.takeSign(",") && !words.peek().isSign("}")) {
                throw words.expected("“,” or “}”");
            }
        }
        return scope -> {
            Map<Object, Object> dict = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                dict.put(Values.weighed(keys.get(i).in(scope)), values.get(i).in(scope));
            }
            return Values.weighed(dict);
        };
    }

    /// Attributes, items, slices and calls behind a value.
    Expression postfix(Expression value) {
        Expression whole = value;
        while (true) {
            if (words.takeSign(".")) {
                whole = attribute(whole);
            } else if (words.takeSign("[")) {
                whole = subscript(whole);
            } else if (words.takeSign("(")) {
                whole = call(whole);
            } else {
                return whole;
            }
        }
    }

    private Expression attribute(Expression value) {
        if (words.peek().kind() == Lexeme.Kind.NUMBER) {
            Object index = words.take().value();
            return scope -> Lookup.item(value.in(scope), index);
        }
        String name = words.requireName();
        return scope -> Lookup.attribute(value.in(scope), name);
    }

    private Expression subscript(Expression value) {
        Expression[] parts = {constant(Absent.NONE), constant(Absent.NONE), constant(Absent.NONE)};
        int colons = 0;
        while (!words.takeSign("]")) {
            if (words.takeSign(":")) {
                colons++;
                if (colons >= parts.length) {
                    throw new TemplateFailure("a slice has at most three parts");
                }
            } else {
                parts[colons] = expressions.expression();
                if (!words.peek().isSign(":") && !words.peek().isSign("]")) {
                    throw words.expected("“]”");
                }
            }
        }
        boolean slice = colons > 0;
        return scope -> {
            scope.budget().step();
            return slice
                    ? Lookup.slice(value.in(scope), parts[0].in(scope), parts[1].in(scope), parts[2].in(scope))
                    : Lookup.item(value.in(scope), parts[0].in(scope));
        };
    }

    private Expression call(Expression callee) {
        Expression given = arguments();
        return scope -> {
            Object function = callee.in(scope);
            if (!(function instanceof TemplateFunction callable)) {
                throw new TemplateFailure(function == Absent.UNDEFINED
                        ? "a function or method is called that is not known here"
                        : "a value of type " + Values.type(function) + " is called, and it is no function");
            }
            scope.budget().step();
            return callable.call((Arguments) given.in(scope));
        };
    }

    /// What stands between round brackets, the first of which has been taken.
    Expression arguments() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!words.takeSign(")")) {
            if (words.peek().kind() == Lexeme.Kind.NAME && words.peekSecond().isSign("=")) {
                String name = words.requireName();
                words.requireSign("=");
                named.put(name, expressions.expression());
            } else {
                positional.add(expressions.expression());
            }
            if (!words.takeSign(",") && !words.peek().isSign(")")) {
                throw words.expected("“,” or “)”");
            }
        }
        return scope -> {
            Map<String, Object> values = new LinkedHashMap<>();
            named.forEach((name, value) -> values.put(name, value.in(scope)));
            return new Arguments(positional.stream().map(value -> value.in(scope)).toList(), values);
        };
    }

    /// Filters and tests behind a value.
    Expression filtered(Expression value) {
        Expression whole = value;
        while (true) {
            if (words.takeSign("|")) {
                whole = filter(whole);
            } else if (words.takeName("is")) {
                whole = test(whole);
            } else if (words.takeSign("(")) {
                whole = call(whole);
            } else {
                return whole;
            }
        }
    }

    /// One filter, behind its `|`.
    Expression filter(Expression value) {
        String name = words.requireName();
        Filter filter = Filters.named(name);
        Expression arguments = words.takeSign("(") ? arguments() : constant(Arguments.NONE);
        return scope -> {
            scope.budget().step();
            return filter.apply(value.in(scope), (Arguments) arguments.in(scope));
        };
    }

    private Expression test(Expression value) {
        boolean truth = !words.takeName("not");
        String name = words.requireName();
        Tests.Check test = Tests.named(name);
        Expression arguments = words.takeSign("(") ? arguments() : oneArgument();
        return scope -> test.holds(value.in(scope), (Arguments) arguments.in(scope)) == truth;
    }

    /// `is divisibleby 3` needs no brackets.
    private Expression oneArgument() {
        Lexeme next = words.peek();
        boolean value = switch (next.kind()) {
            case STRING, NUMBER -> true;
            case SIGN -> next.isSign("[") || next.isSign("{");
            case NAME -> !List.of("else", "or", "and", "is", "if", "in", "not", "recursive").contains(next.image());
            case END -> false;
        };
        if (!value) {
            return constant(Arguments.NONE);
        }
        Expression argument = postfix(primary());
        return scope -> new Arguments(List.of(argument.in(scope)), Map.of());
    }
}
