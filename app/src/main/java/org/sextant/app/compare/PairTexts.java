package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

import org.sextant.runtime.session.Update;

/// Two continuations of one prompt as they grow. UI thread only.
final class PairTexts {
    /// One continuation, cut where it begins to differ from the other.
    ///
    /// @param common what both say
    /// @param differing the first token that differs; empty while none does
    /// @param rest what follows
    record Cut(String common, String differing, String rest) {}

    private final List<Update.Generated> a = new ArrayList<>();
    private final List<Update.Generated> b = new ArrayList<>();

    void clear() {
        a.clear();
        b.clear();
    }

    List<Update.Generated> of(boolean first) {
        return first ? a : b;
    }

    /// The number of the first token whose text differs; empty while none does.
    OptionalInt firstDifference() {
        int both = Math.min(a.size(), b.size());
        for (int index = 0; index < both; index++) {
            if (!a.get(index).token().text().equals(b.get(index).token().text())) {
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    Cut cut(boolean first) {
        List<Update.Generated> tokens = of(first);
        OptionalInt difference = firstDifference();
        if (difference.isEmpty()) {
            return new Cut(upTo(tokens, tokens.size()), "", "");
        }
        int start = difference.getAsInt();
        String whole = upTo(tokens, tokens.size());
        String common = shared(upTo(tokens, start), whole);
        String through = shared(upTo(tokens, start + 1), whole);
        return new Cut(common, through.substring(common.length()), whole.substring(through.length()));
    }

    private static String upTo(List<Update.Generated> tokens, int count) {
        return count == 0 ? "" : tokens.get(count - 1).textSoFar();
    }

    /// Bytes of one character may be spread over tokens, so that a shorter text is no beginning of the longer one.
    private static String shared(String beginning, String whole) {
        int length = 0;
        while (length < Math.min(beginning.length(), whole.length())
                && beginning.charAt(length) == whole.charAt(length)) {
            length++;
        }
        return whole.substring(0, length);
    }
}
