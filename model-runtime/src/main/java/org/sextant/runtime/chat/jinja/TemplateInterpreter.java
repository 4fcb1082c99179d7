package org.sextant.runtime.chat.jinja;

import java.util.List;
import java.util.function.Supplier;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import org.sextant.runtime.chat.jinja.TemplateSource.Kind;
import org.sextant.runtime.chat.jinja.TemplateSource.Piece;

/// Walks through the tree that Jinjava built. Expressions are ours: Jinjava's are Java's Expression Language, which
/// reaches Java's methods and holds `'1' == 1` and `'' == false` for true, where Python does not.
final class TemplateInterpreter extends JinjavaInterpreter {
    private final Template template;
    private Scope scope;
    private String jump = "";

    TemplateInterpreter(Jinjava engine, Context context, Template template, Scope scope) {
        super(engine, context, engine.getGlobalConfig());
        this.template = template;
        this.scope = scope;
    }

    Template template() {
        return template;
    }

    Scope scope() {
        return scope;
    }

    /// The number of the piece that a statement says its clause in.
    static int index(TagNode node) {
        return Integer.parseInt(node.getHelpers().strip());
    }

    /// The value of a statement's clause.
    Object value(TagNode node) {
        scope.budget().step();
        int index = index(node);
        return at(template.piece(index), () -> template
                .parsed(index, text -> ExpressionParser.parse(Nesting.clause(text))).in(scope));
    }

    @Override
    public Object resolveELExpression(String expression, int lineNumber) {
        int index = Integer.parseInt(expression.strip());
        Piece piece = template.piece(index);
        scope.budget().step();
        return piece.kind() == Kind.TEXT ? piece.text()
                : at(piece, () -> template.parsed(index, ExpressionParser::parse).in(scope));
    }

    @Override
    public String getAsString(Object value) {
        return Values.print(value);
    }

    private static <T> T at(Piece piece, Supplier<T> work) {
        try {
            return work.get();
        } catch (TemplateFailure failure) {
            throw failure.at(piece.line());
        }
    }

    /// Renders nodes one behind the other, as far as nothing jumps out of them.
    String render(List<? extends Node> nodes) {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            text.append(node.render(this).getValue());
            Budget.checked(text.length());
            if (!jump.isEmpty()) {
                break;
            }
        }
        return text.toString();
    }

    /// Renders nodes with names of their own.
    String render(List<? extends Node> nodes, Scope within) {
        Scope before = scope;
        scope = within;
        try {
            return render(nodes);
        } finally {
            scope = before;
        }
    }

    /// Leaves what is being rendered, up to the loop around it.
    void jump(String kind) {
        jump = kind;
    }

    /// Whether and how the last body was left; asking forgets it.
    String takeJump() {
        String taken = jump;
        jump = "";
        return taken;
    }
}
