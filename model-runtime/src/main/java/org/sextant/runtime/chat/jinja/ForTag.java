package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;

/// `for … in … if …`, with `loop` and `else`.
final class ForTag extends TemplateTag {
    private static final long serialVersionUID = 1L;
    private static final String LOOP = "loop";

    ForTag() {
        super("for");
    }

    /// What a loop says.
    private record Head(Target target, Expression items, Expression condition) {
        static Head read(String clause) {
            ExpressionParser parser = ExpressionParser.of(clause);
            Lexemes words = parser.words();
            Target target = Target.read(words);
            if (!words.takeName("in")) {
                throw words.expected("“in”");
            }
            Expression items = parser.tuple(false);
            Expression condition = words.takeName("if") ? parser.expression() : _ -> true;
            if (words.peek().isName("recursive")) {
                throw new TemplateFailure("recursive loops are not known here");
            }
            words.requireEnd();
            return new Head(target, items, condition);
        }

        /// A scope with the item in it.
        Scope with(Object item, Scope scope) {
            Scope inner = scope.inner();
            target.assign(inner, item);
            return inner;
        }
    }

    @Override
    String render(TagNode node, TemplateInterpreter renderer) {
        Head head = clause(node, renderer, Head::read);
        Scope scope = renderer.scope();
        List<Object> items = Values.items(head.items().in(scope)).stream()
                .filter(item -> Values.truth(head.condition().in(head.with(item, scope)))).toList();
        if (items.isEmpty()) {
            return renderer.render(part(node, false));
        }
        List<Node> body = part(node, true);
        StringBuilder text = new StringBuilder();
        AtomicReference<Object> changed = new AtomicReference<>(Absent.UNDEFINED);
        for (int i = 0; i < items.size(); i++) {
            scope.budget().step();
            Scope inner = head.with(items.get(i), scope);
            inner.set(LOOP, loop(items, i, scope, changed));
            text.append(renderer.render(body, inner));
            Budget.checked(text.length());
            if (renderer.takeJump().equals(JumpTag.BREAK)) {
                break;
            }
        }
        return text.toString();
    }

    /// The body, or what stands behind `else`.
    private static List<Node> part(TagNode node, boolean body) {
        List<Node> part = new ArrayList<>();
        boolean inBody = true;
        for (Node child : node.getChildren()) {
            if (IfTag.isPart(child, "else")) {
                inBody = false;
            } else if (inBody == body) {
                part.add(child);
            }
        }
        return part;
    }

    private static Map<String, Object> loop(List<Object> items, int index, Scope scope,
            AtomicReference<Object> changed) {
        int size = items.size();
        Object outer = scope.get(LOOP) instanceof Map<?, ?> around ? Values.entry(around, "depth") : 0L;
        long depth = Arithmetic.isNumber(outer) ? Arithmetic.toLong(outer) : 0;
        Map<String, Object> loop = new HashMap<>(Map.of("index", index + 1L, "index0", (long) index, "revindex",
                (long) size - index, "revindex0", size - index - 1L, "first", index == 0, "last", index == size - 1,
                "length", (long) size, "depth", depth + 1, "depth0", depth));
        if (index > 0) {
            loop.put("previtem", items.get(index - 1));
        }
        if (index < size - 1) {
            loop.put("nextitem", items.get(index + 1));
        }
        TemplateFunction cycle = given -> {
            if (given.positional().isEmpty()) {
                throw new TemplateFailure("there is nothing to cycle through");
            }
            return given.positional().get(index % given.positional().size());
        };
        TemplateFunction isChanged = given -> {
            Object now = given.positional();
            Object before = changed.getAndSet(now);
            return before == Absent.UNDEFINED || !Comparison.equal(before, now);
        };
        loop.put("cycle", cycle);
        loop.put("changed", isChanged);
        return loop;
    }
}
