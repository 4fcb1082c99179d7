package org.sextant.runtime.generate;

import java.util.Arrays;
import java.util.function.Function;

/// Text of a continuation as its tokens arrive. One character may be spread over several tokens; it appears when its
/// last token is there, so that text once shown never changes. Only a short tail of the tokens is decoded at each step.
public final class TextStream {
    private static final char REPLACEMENT = '\uFFFD';
    /// Tokens decoded ahead of the new ones, for a decoder that treats the beginning of a text differently, such as one
    /// that drops its leading space.
    private static final int CONTEXT = 6;
    /// A character has at most four bytes, so that the first of four undecodable tokens belongs to none.
    private static final int LONGEST_CHARACTER = 4;

    private final Function<int[], String> decode;
    private final StringBuilder text = new StringBuilder();
    private int[] tail;
    /// How many tokens of the tail have been shown, and their text.
    private int shown;
    private String before;

    /// @param prompt ids before the continuation
    /// @param decode gives the text of ids, with the replacement character where bytes are no whole character
    public TextStream(int[] prompt, Function<int[], String> decode) {
        this.decode = decode;
        this.tail = Arrays.copyOfRange(prompt, Math.max(0, prompt.length - CONTEXT), prompt.length);
        this.shown = tail.length;
        this.before = withoutHalfCharacter(decode.apply(tail));
    }

    /// Takes one more token and gives the text of the continuation up to here.
    public String add(int id) {
        tail = Arrays.copyOf(tail, tail.length + 1);
        tail[tail.length - 1] = id;
        if (endsInWholeCharacter(decode.apply(tail))) {
            show(tail.length);
        } else if (tail.length - shown >= LONGEST_CHARACTER) {
            show(shown + 1);
        }
        return text.toString();
    }

    private void show(int count) {
        String now = decode.apply(Arrays.copyOf(tail, count));
        text.append(now, Math.min(before.length(), now.length()), now.length());
        int from = Math.max(0, count - CONTEXT);
        tail = Arrays.copyOfRange(tail, from, tail.length);
        shown = count - from;
        before = decode.apply(Arrays.copyOf(tail, shown));
    }

    private static boolean endsInWholeCharacter(String text) {
        return text.isEmpty() || text.charAt(text.length() - 1) != REPLACEMENT;
    }

    private static String withoutHalfCharacter(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == REPLACEMENT) {
            end--;
        }
        return text.substring(0, end);
    }
}
