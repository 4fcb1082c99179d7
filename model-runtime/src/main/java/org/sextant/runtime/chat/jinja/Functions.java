package org.sextant.runtime.chat.jinja;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The functions that every chat template is given.
public final class Functions {
    private Functions() {}

    /// By their names.
    ///
    /// @param clock what `strftime_now` tells, in this machine's time zone
    public static Map<String, TemplateFunction> all(InstantSource clock) {
        return Map.of(
                "raise_exception", given -> {
                    throw TemplateFailure.refusal(Values.print(given.require(0, "message")));
                },
                "strftime_now", given -> DateText.write(
                        LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()), given.text(0, "format")),
                "namespace", given -> new Namespace(given.named()),
                "dict", Arguments::named,
                "range", Functions::range);
    }

    private static Object range(Arguments given) {
        given.atMost(3, Set.of());
        boolean bare = given.positional().size() < 2;
        long start = bare ? 0 : given.number(0, "start", 0);
        long stop = given.number(bare ? 0 : 1, "stop", 0);
        long step = given.number(2, "step", 1);
        if (step == 0) {
            throw new TemplateFailure("the step of a range is zero");
        }
        double size = Math.ceil(((double) stop - start) / step);
        int count = Budget.checked((long) Math.max(0, size));
        List<Object> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(start + i * step);
        }
        return numbers;
    }
}
