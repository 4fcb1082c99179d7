package org.sextant.app.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.sextant.app.state.Selection;

/// A place in a run as `--select` names it: `14`, `14,3`, head 5 there `14,3,5`, expert 26 there `14,3,e26`.
final class SelectedPlace {
    private static final Pattern PLACE = Pattern
            .compile("(?<token>\\d{1,9})(,(?<layer>\\d{1,9})(,(?<head>\\d{1,9})|,e(?<expert>\\d{1,9}))?)?");

    private SelectedPlace() {}

    /// @throws CommandException if it is none
    static Selection parse(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new CommandException("this is no place in a run", "--select " + text,
                    "give TOKEN, TOKEN,LAYER, TOKEN,LAYER,HEAD or TOKEN,LAYER,eEXPERT, each counted from 0");
        }
        Selection token = Selection.NONE.withToken(number(place, "token"));
        if (place.group("layer") == null) {
            return token;
        }
        Selection layer = token.withLayer(number(place, "layer"));
        if (place.group("expert") != null) {
            return layer.withExpert(number(place, "layer"), number(place, "expert"));
        }
        return place.group("head") == null ? layer : layer.withHead(number(place, "head"));
    }

    private static int number(Matcher place, String group) {
        return Integer.parseInt(place.group(group));
    }
}
