package org.sextant.runtime.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a macro takes.
///
/// @param names in their order
/// @param defaults of the same order; what has none is undefined
record Parameters(List<String> names, List<Expression> defaults) {
    private static final String CALLER = "caller";

    static final Parameters NONE = new Parameters(List.of(), List.of());

    /// Reads up to the closing bracket; the opening one has been taken.
    static Parameters read(ExpressionParser parser) {
        List<String> names = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        while (!parser.words().takeSign(")")) {
            names.add(parser.words().requireName());
            defaults.add(parser.words().takeSign("=") ? parser.expression() : _ -> Absent.UNDEFINED);
            if (!parser.words().takeSign(",") && !parser.words().peek().isSign(")")) {
                throw parser.words().expected("“,” or “)”");
            }
        }
        return new Parameters(names, defaults);
    }

    /// Puts the arguments of a call under the names of the parameters; more of them are `varargs` and `kwargs`.
    void bind(Arguments given, Scope scope) {
        for (int i = 0; i < names.size(); i++) {
            boolean named = given.named().containsKey(names.get(i));
            boolean missing = i >= given.positional().size() && !named;
            scope.set(names.get(i), missing ? defaults.get(i).in(scope) : given.get(i, names.get(i)));
        }
        Map<String, Object> others = new LinkedHashMap<>(given.named());
        names.forEach(others::remove);
        Object caller = others.remove(CALLER);
        scope.set(CALLER, caller == null ? Absent.UNDEFINED : caller);
        scope.set("varargs", new Tuple(given.after(names.size()).positional()));
        scope.set("kwargs", others);
    }
}
