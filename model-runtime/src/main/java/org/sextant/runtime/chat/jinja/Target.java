package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/// What is assigned to.
sealed interface Target {
    void assign(Scope scope, Object value);

    record Name(String name) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            scope.set(name, value);
        }
    }

    /// A name within a namespace.
    record Attribute(String namespace, String name) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            if (!(scope.get(namespace) instanceof Namespace values)) {
                throw new TemplateFailure("“" + namespace + "” is no namespace, so that nothing can be set in it");
            }
            values.set(name, value);
        }
    }

    /// As many as the value has items.
    record Several(List<Target> targets) implements Target {
        @Override
        public void assign(Scope scope, Object value) {
            List<Object> items = Values.items(value);
            if (items.size() != targets.size()) {
                throw new TemplateFailure("there are " + targets.size() + " names for " + items.size() + " values");
            }
            for (int i = 0; i < items.size(); i++) {
                targets.get(i).assign(scope, items.get(i));
            }
        }
    }

    /// Reads one target, or several with commas between.
    static Target read(Lexemes words) {
        Target first = one(words);
        if (!words.peek().isSign(",")) {
            return first;
        }
        List<Target> targets = new ArrayList<>(List.of(first));
        while (words.takeSign(",") && (words.peek().isSign("(") || words.peek().kind() == Lexeme.Kind.NAME)) {
            targets.add(one(words));
        }
        return new Several(targets);
    }

    private static Target one(Lexemes words) {
        if (words.takeSign("(")) {
            Target inner = read(words);
            words.requireSign(")");
            return inner;
        }
        String name = words.requireName();
        return words.takeSign(".") ? new Attribute(name, words.requireName()) : new Name(name);
    }
}
