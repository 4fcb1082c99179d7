package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;

import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;

/// `if`, `elif`, `else`: the first branch that holds.
final class IfTag extends TemplateTag {
    private static final long serialVersionUID = 1L;

    IfTag() {
        super("if");
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        List<Node> branch = new ArrayList<>();
        boolean found = Values.truth(renderer.value(node));
        for (Node child : node.getChildren()) {
            boolean otherwise = isPart(child, "else");
            if (otherwise || isPart(child, "elif")) {
                if (found) {
                    break;
                }
                found = otherwise || Values.truth(renderer.value((TagNode) child));
            } else if (found) {
                branch.add(child);
            }
        }
        return renderer.render(branch);
    }

    static boolean isPart(Node node, String name) {
        return node instanceof TagNode tag && tag.getName().equals(name);
    }
}
