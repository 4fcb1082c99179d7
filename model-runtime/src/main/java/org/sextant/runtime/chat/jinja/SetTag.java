package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;
import org.jspecify.annotations.Nullable;

/// `set name = value`.
final class SetTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    SetTag() {
        super("set");
    }

    private record Assignment(Target target, Expression value) {
        static Assignment read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            Target target = Target.read(parser.words());
            parser.words().requireSign("=");
            Expression value = parser.tuple(true);
            parser.words().requireEnd();
            return new Assignment(target, value);
        }
    }

    /// Whether a clause assigns a value, and not the block that follows it.
    static boolean assigns(String clause) {
        int equals = clause.indexOf('=');
        int bracket = clause.indexOf('(');
        boolean filterFirst = clause.indexOf('|') >= 0 && clause.indexOf('|') < equals;
        return equals >= 0 && !filterFirst && (bracket != 0 || clause.indexOf(')') < equals);
    }

    @Override
    public @Nullable String getEndTagName() {
        return null;
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Assignment assignment = clause(node, renderer, Assignment::read);
        assignment.target().assign(renderer.scope(), assignment.value().in(renderer.scope()));
        return "";
    }
}
