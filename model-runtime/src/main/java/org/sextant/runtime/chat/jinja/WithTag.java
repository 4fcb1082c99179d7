package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;

import com.hubspot.jinjava.tree.TagNode;

/// `with a = 1, b = 2` … `endwith`: names that hold within the block alone.
final class WithTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    WithTag() {
        super("with");
    }

    private record Head(List<String> names, List<Expression> values) {
        static Head read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            List<String> names = new ArrayList<>();
            List<Expression> values = new ArrayList<>();
            while (parser.words().peek().kind() != Lexeme.Kind.END) {
                names.add(parser.words().requireName());
                parser.words().requireSign("=");
                values.add(parser.expression());
                if (!parser.words().takeSign(",")) {
                    parser.words().requireEnd();
                }
            }
            return new Head(names, values);
        }
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Head head = clause(node, renderer, Head::read);
        Scope inner = renderer.scope().inner();
        for (int i = 0; i < head.names().size(); i++) {
            inner.set(head.names().get(i), head.values().get(i).in(renderer.scope()));
        }
        return renderer.render(node.getChildren(), inner);
    }
}
