package org.sextant.runtime.chat.jinja;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a call is given.
///
/// @param positional by their place
/// @param named by their name
public record Arguments(List<Object> positional, Map<String, Object> named) {
    static final Arguments NONE = new Arguments(List.of(), Map.of());

    /// The argument of this place or name; undefined where it is not given.
    Object get(int place, String name) {
        return place < positional.size() ? positional.get(place) : named.getOrDefault(name, Absent.UNDEFINED);
    }

    Object get(int place, String name, Object otherwise) {
        Object given = get(place, name);
        return given == Absent.UNDEFINED ? otherwise : given;
    }

    Object require(int place, String name) {
        Object given = get(place, name);
        if (given == Absent.UNDEFINED && place >= positional.size() && !named.containsKey(name)) {
            throw new TemplateFailure("the argument " + name + " is missing");
        }
        return given;
    }

    String text(int place, String name) {
        return Values.text(require(place, name), "the argument " + name);
    }

    long number(int place, String name, long otherwise) {
        return Values.whole(get(place, name, otherwise), "the argument " + name);
    }

    boolean flag(int place, String name, boolean otherwise) {
        return Values.truth(get(place, name, otherwise));
    }

    /// The arguments after the first ones.
    Arguments after(int count) {
        return new Arguments(positional.subList(Math.min(count, positional.size()), positional.size()), named);
    }

    /// Refuses more than a call takes, so that nothing is overlooked silently.
    Arguments atMost(int count, Set<String> names) {
        if (positional.size() > count) {
            throw new TemplateFailure("there are " + positional.size() + " arguments and at most " + count
                    + " are taken");
        }
        for (String name : named.keySet()) {
            if (!names.contains(name)) {
                throw new TemplateFailure("there is no argument " + name + " here");
            }
        }
        return this;
    }
}
