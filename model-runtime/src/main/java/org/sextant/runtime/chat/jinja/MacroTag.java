package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;

/// `macro name(parameters)` … `endmacro`: text that can be called.
final class MacroTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    MacroTag() {
        super("macro");
    }

    private record Head(String name, Parameters parameters) {
        static Head read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            String name = parser.words().requireName();
            parser.words().requireSign("(");
            Parameters parameters = Parameters.read(parser);
            parser.words().requireEnd();
            return new Head(name, parameters);
        }
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Head head = clause(node, renderer, Head::read);
        renderer.scope().set(head.name(), macro(node, head.parameters(), renderer));
        return "";
    }

    /// The block as a function, which sees the names that are known where it stands.
    static TemplateFunction macro(TagNode node, Parameters parameters, TemplateInterpreter renderer) {
        Scope home = renderer.scope();
        return given -> {
            home.budget().enterCall();
            Scope inner = home.inner();
            parameters.bind(given, inner);
            String text = renderer.render(node.getChildren(), inner);
            home.budget().leaveCall();
            return text;
        };
    }
}
