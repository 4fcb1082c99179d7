package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts an expression into words, and gives them one by one.
final class Lexemes {
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
    private static final Pattern FLOAT = Pattern.compile("\\d+(?:\\.\\d+(?:[eE][-+]?\\d+)?|[eE][-+]?\\d+)");
    private static final Pattern INTEGER = Pattern.compile("\\d+");
    private static final Pattern SIGN = Pattern.compile("\\*\\*|//|==|!=|<=|>=|[-+*/%~<>(){}\\[\\],:.|=]");

    private final List<Lexeme> words;
    private int next;

    private Lexemes(List<Lexeme> words) {
        this.words = words;
    }

    static Lexemes of(String expression) {
        List<Lexeme> words = new ArrayList<>();
        int position = 0;
        while (position < expression.length()) {
            char first = expression.charAt(position);
            Matcher rest = NAME.matcher(expression).region(position, expression.length());
            if (first == '\'' || first == '"') {
                StringLiteral string = StringLiteral.at(expression, position);
                words.add(Lexeme.of(Lexeme.Kind.STRING, string.value()));
                position = string.end();
            } else if (rest.usePattern(SPACE).lookingAt()) {
                position = rest.end();
            } else if (rest.usePattern(NAME).lookingAt()) {
                words.add(Lexeme.of(Lexeme.Kind.NAME, rest.group()));
                position = rest.end();
            } else if (rest.usePattern(FLOAT).lookingAt()) {
                words.add(new Lexeme(Lexeme.Kind.NUMBER, rest.group(), Double.valueOf(rest.group())));
                position = rest.end();
            } else if (rest.usePattern(INTEGER).lookingAt()) {
                words.add(new Lexeme(Lexeme.Kind.NUMBER, rest.group(), whole(rest.group())));
                position = rest.end();
            } else if (rest.usePattern(SIGN).lookingAt()) {
                words.add(Lexeme.of(Lexeme.Kind.SIGN, rest.group()));
                position = rest.end();
            } else {
                throw new TemplateFailure("“" + Text.of(expression.codePointAt(position))
                        + "” does not belong into an expression");
            }
        }
        words.add(Lexeme.of(Lexeme.Kind.END, ""));
        return new Lexemes(words);
    }

    private static Object whole(String digits) {
        try {
            return Long.valueOf(digits);
        } catch (NumberFormatException tooLarge) {
            throw new TemplateFailure("the number " + digits + " is too large", tooLarge);
        }
    }

    Lexeme peek() {
        return words.get(next);
    }

    Lexeme peekSecond() {
        return words.get(Math.min(next + 1, words.size() - 1));
    }

    Lexeme take() {
        Lexeme word = peek();
        next = Math.min(next + 1, words.size() - 1);
        return word;
    }

    boolean takeSign(String sign) {
        boolean there = peek().isSign(sign);
        if (there) {
            take();
        }
        return there;
    }

    boolean takeName(String name) {
        boolean there = peek().isName(name);
        if (there) {
            take();
        }
        return there;
    }

    void requireSign(String sign) {
        if (!takeSign(sign)) {
            throw expected("“" + sign + "”");
        }
    }

    String requireName() {
        if (peek().kind() != Lexeme.Kind.NAME) {
            throw expected("a name");
        }
        return take().image();
    }

    void requireEnd() {
        if (peek().kind() != Lexeme.Kind.END) {
            throw expected("the end of the expression");
        }
    }

    TemplateFailure expected(String what) {
        return new TemplateFailure("there is " + peek().shown() + " where " + what + " belongs");
    }
}
