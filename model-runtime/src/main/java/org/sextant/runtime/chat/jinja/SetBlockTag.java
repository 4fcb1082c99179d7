package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;

/// `set name` … `endset`: the text of the block, through filters where they are named.
final class SetBlockTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    SetBlockTag() {
        super("setblock");
    }

    private record Head(Target target, Filtering filtering) {
        static Head read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            Target target = Target.read(parser.words());
            return new Head(target, Filtering.read(parser));
        }
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Head head = clause(node, renderer, Head::read);
        String text = renderer.render(node.getChildren(), renderer.scope().inner());
        head.target().assign(renderer.scope(), head.filtering().of(text, renderer.scope()));
        return "";
    }
}
