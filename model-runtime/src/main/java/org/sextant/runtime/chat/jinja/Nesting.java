package org.sextant.runtime.chat.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.sextant.runtime.chat.jinja.TemplateSource.Kind;
import org.sextant.runtime.chat.jinja.TemplateSource.Piece;

/// Writes the pieces of a template down for Jinjava, which builds the tree of its statements. Only the statements that
/// are known here get that far, and what they say stands there by the number of its piece: nothing that a stranger wrote
/// is read by Jinjava itself.
final class Nesting {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
    private static final Set<String> SINGLE = Set.of("set", "break", "continue");
    private static final Set<String> BLOCKS = Set.of("if", "for", "setblock", "macro", "call", "generation", "with",
            "filter");
    private static final Map<String, Set<String>> PARTS = Map.of("elif", Set.of("if"), "else", Set.of("if", "for"));

    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private final Deque<Integer> openLines = new ArrayDeque<>();
    private int loops;

    private Nesting() {}

    /// @throws TemplateFailure if a statement is not known, or begins and ends do not fit
    static String write(List<Piece> pieces) {
        Nesting nesting = new Nesting();
        for (int i = 0; i < pieces.size(); i++) {
            if (pieces.get(i).kind() == Kind.STATEMENT) {
                nesting.statement(pieces.get(i), i);
            } else {
                nesting.written.append("{{ ").append(i).append(" }}");
            }
        }
        if (!nesting.open.isEmpty()) {
            throw new TemplateFailure("“" + shown(nesting.open.peek()) + "” has no “end" + shown(nesting.open.peek())
                    + "”", nesting.openLines.element());
        }
        return nesting.written.toString();
    }

    /// What a statement says behind its name.
    static String clause(String statement) {
        Matcher name = NAME.matcher(statement);
        return name.lookingAt() ? Text.strip(statement.substring(name.end())) : statement;
    }

    private void statement(Piece piece, int index) {
        Matcher word = NAME.matcher(piece.text());
        String name = word.lookingAt() ? word.group() : "";
        if (name.equals("set") && !SetTag.assigns(clause(piece.text()))) {
            name = "setblock";
        } else if (name.equals("endset")) {
            name = "endsetblock";
        }
        if (BLOCKS.contains(name)) {
            open.push(name);
            openLines.push(piece.line());
            loops += name.equals("for") ? 1 : 0;
        } else if (name.startsWith("end") && BLOCKS.contains(name.substring(3))) {
            close(name.substring(3), piece.line());
        } else if (PARTS.containsKey(name)) {
            requireWithin(name, piece.line());
        } else if (!SINGLE.contains(name)) {
            throw new TemplateFailure("the statement “" + name + "” is not known here", piece.line());
        } else if (!name.equals("set") && loops == 0) {
            throw new TemplateFailure("“" + name + "” stands outside of any loop", piece.line());
        }
        written.append("{% ").append(name).append(' ').append(index).append(" %}");
    }

    private void close(String block, int line) {
        if (!block.equals(open.peek())) {
            throw new TemplateFailure("there is “end" + shown(block) + "” " + (open.isEmpty()
                    ? "and nothing to end"
                    : "where “" + shown(open.peek()) + "” must end first"), line);
        }
        loops -= block.equals("for") ? 1 : 0;
        open.pop();
        openLines.pop();
    }

    private void requireWithin(String part, int line) {
        String block = open.peek();
        if (block == null || !PARTS.getOrDefault(part, Set.of()).contains(block)) {
            throw new TemplateFailure("there is “" + part + "” without its beginning", line);
        }
    }

    private static String shown(@Nullable String block) {
        return "setblock".equals(block) ? "set" : String.valueOf(block);
    }
}
