package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;

/// `generation` … `endgeneration` marks what the assistant says, for training. Here it is text like any other.
final class GenerationTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    GenerationTag() {
        super("generation");
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        return renderer.render(node.getChildren(), renderer.scope().inner());
    }
}
