package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A template cut into text, expressions and statements, with the whitespace that Jinja2 leaves under `trim_blocks` and
/// `lstrip_blocks`: the first line feed after a statement or comment goes, and so do blanks before one at the start of a
/// line. `-` takes all whitespace on its side; `+` keeps it.
final class TemplateSource {
    enum Kind {
        TEXT, EXPRESSION, STATEMENT
    }

    /// @param text what stands between the marks, or the text itself
    /// @param line of the template, from 1
    record Piece(Kind kind, String text, int line) {}

    private static final Pattern BEGIN = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-?)%\\}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_RAW = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%\\}",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_COMMENT = Pattern.compile("([-+]?)#\\}");

    private final String source;
    private final List<Piece> pieces = new ArrayList<>();
    private int position;
    private boolean lineStarts = true;
    private int counted;
    private int line = 1;

    private TemplateSource(String source) {
        this.source = source;
    }

    /// @throws TemplateFailure if an expression, statement or comment has no end
    static List<Piece> pieces(String template) {
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        var reader = new TemplateSource(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
        reader.read();
        return List.copyOf(reader.pieces);
    }

    private void read() {
        Matcher begin = BEGIN.matcher(source);
        while (begin.find(position)) {
            int start = begin.start();
            char mark = source.charAt(start + 1);
            text(source.substring(position, start), start + 2 < source.length() ? source.charAt(start + 2) : ' ',
                    mark != '{', position);
            position = start;
            if (mark == '#') {
                comment();
            } else if (mark == '%' && RAW.matcher(source).region(start, source.length()).lookingAt()) {
                raw();
            } else {
                code(mark == '{' ? Kind.EXPRESSION : Kind.STATEMENT);
            }
        }
        text(source.substring(position), ' ', false, position);
    }

    private void text(String text, char sign, boolean statementFollows, int from) {
        String kept = text;
        int lastLine = text.lastIndexOf('\n') + 1;
        if (sign == '-') {
            kept = Text.stripEnd(text);
        } else if (sign != '+' && statementFollows && (lastLine > 0 || lineStarts)
                && Text.isSpace(text.substring(lastLine))) {
            kept = text.substring(0, lastLine);
        }
        if (!kept.isEmpty()) {
            pieces.add(new Piece(Kind.TEXT, kept, lineAt(from)));
        }
    }

    private void comment() {
        Matcher end = END_COMMENT.matcher(source);
        if (!end.find(position + 2)) {
            throw new TemplateFailure("a comment has no end, {# without #}", lineAt(position));
        }
        after(end.end(), end.group(1), true);
    }

    private void raw() {
        Matcher begin = RAW.matcher(source);
        Matcher end = END_RAW.matcher(source);
        if (!begin.find(position) || !end.find(begin.end())) {
            throw new TemplateFailure("raw has no endraw", lineAt(position));
        }
        after(begin.end(), begin.group(1), false);
        String sign = end.group(1);
        text(source.substring(position, Math.max(position, end.start())), sign.isEmpty() ? ' ' : sign.charAt(0), true,
                position);
        after(end.end(), end.group(2), true);
    }

    private void code(Kind kind) {
        int start = position + 2;
        boolean signed = start < source.length() && "-+".indexOf(source.charAt(start)) >= 0;
        int from = signed ? start + 1 : start;
        String close = kind == Kind.EXPRESSION ? "}}" : "%}";
        int end = endOfCode(from, close, lineAt(position));
        boolean endSigned = end > from && (source.charAt(end - 1) == '-'
                || (source.charAt(end - 1) == '+' && kind == Kind.STATEMENT));
        String sign = endSigned ? source.substring(end - 1, end) : "";
        String body = source.substring(from, endSigned ? end - 1 : end);
        pieces.add(new Piece(kind, Text.strip(body), lineAt(position)));
        after(end + 2, sign, kind == Kind.STATEMENT);
    }

    /// Where the closing mark stands, which may also occur in strings and dicts before.
    private int endOfCode(int from, String close, int begins) {
        int depth = 0;
        char quote = 0;
        for (int at = from; at < source.length(); at++) {
            char sign = source.charAt(at);
            if (quote != 0) {
                at += sign == '\\' ? 1 : 0;
                quote = sign == quote ? 0 : quote;
            } else if (depth == 0 && source.startsWith(close, at)) {
                return at;
            } else if (sign == '\'' || sign == '"') {
                quote = sign;
            } else if ("([{".indexOf(sign) >= 0) {
                depth++;
            } else if (")]}".indexOf(sign) >= 0) {
                depth = Math.max(0, depth - 1);
            }
        }
        throw new TemplateFailure("there is no " + close + " to what begins here", begins);
    }

    /// Goes on behind a closing mark.
    private void after(int end, String sign, boolean takesLineFeed) {
        position = end;
        if (sign.equals("-")) {
            while (position < source.length() && Text.isSpace(source.charAt(position))) {
                position++;
            }
        } else if (sign.isEmpty() && takesLineFeed && source.startsWith("\n", position)) {
            position++;
        }
        lineStarts = source.charAt(position - 1) == '\n';
    }

    /// The line of a place. Places are asked for in the order of the template.
    private int lineAt(int place) {
        for (; counted < place; counted++) {
            line += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }
}
