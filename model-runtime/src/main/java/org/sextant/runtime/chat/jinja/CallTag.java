package org.sextant.runtime.chat.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

import com.hubspot.jinjava.tree.TagNode;

/// `call macro(…)` … `endcall`: calls a macro, which can call the block by `caller()`.
final class CallTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    CallTag() {
        super("call");
    }

    private record Head(Parameters parameters, String callee, Expression arguments) {
        static Head read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            Parameters parameters = parser.words().takeSign("(") ? Parameters.read(parser) : Parameters.NONE;
            String callee = parser.words().requireName();
            parser.words().requireSign("(");
            Expression arguments = parser.primaries().arguments();
            parser.words().requireEnd();
            return new Head(parameters, callee, arguments);
        }
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Head head = clause(node, renderer, Head::read);
        Arguments given = (Arguments) head.arguments().in(renderer.scope());
        Map<String, Object> named = new LinkedHashMap<>(given.named());
        named.put("caller", MacroTag.macro(node, head.parameters(), renderer));
        if (!(renderer.scope().get(head.callee()) instanceof TemplateFunction macro)) {
            throw new TemplateFailure("the macro “" + head.callee() + "” is not known here");
        }
        return Values.print(macro.call(new Arguments(given.positional(), named)));
    }
}
