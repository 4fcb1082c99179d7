package org.sextant.runtime.chat.jinja;

import com.hubspot.jinjava.tree.TagNode;
import org.jspecify.annotations.Nullable;

/// `break` and `continue`.
final class JumpTag extends TemplateTag {
    static final String BREAK = "break";
    static final String CONTINUE = "continue";
    private static final long serialVersionUID = 1L;

    JumpTag(String kind) {
        super(kind);
    }

    @Override
    public @Nullable String getEndTagName() {
        return null;
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        renderer.jump(getName());
        return "";
    }
}
