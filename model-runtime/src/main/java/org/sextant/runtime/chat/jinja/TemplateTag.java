package org.sextant.runtime.chat.jinja;

import java.util.function.Function;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.Tag;
import com.hubspot.jinjava.tree.TagNode;

/// A statement with Jinja2's meaning. Failures learn the line they happened at.
abstract class TemplateTag implements Tag {
    private static final long serialVersionUID = 1L;

    private final String name;

    TemplateTag(String name) {
        this.name = name;
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final String interpret(TagNode node, JinjavaInterpreter interpreter) {
        TemplateInterpreter renderer = (TemplateInterpreter) interpreter;
        renderer.scope().budget().step();
        try {
            return render(node, renderer);
        } catch (TemplateFailure failure) {
            throw failure.at(renderer.template().piece(TemplateInterpreter.index(node)).line());
        }
    }

    abstract String render(TagNode node, TemplateInterpreter renderer);

    /// What the statement says behind its name, read once.
    final <T> T clause(TagNode node, TemplateInterpreter renderer, Function<String, T> read) {
        return renderer.template().parsed(TemplateInterpreter.index(node), text -> read.apply(Nesting.clause(text)));
    }
}
