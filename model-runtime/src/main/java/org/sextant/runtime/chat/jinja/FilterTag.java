package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;

/// `filter name` … `endfilter`.
final class FilterTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    FilterTag() {
        super("filter");
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Filtering filtering = clause(node, renderer, text -> Filtering.read(ExpressionParser.of("| " + text)));
        return Values.print(filtering.of(renderer.render(node.getChildren(), renderer.scope().inner()),
                renderer.scope()));
    }
}
