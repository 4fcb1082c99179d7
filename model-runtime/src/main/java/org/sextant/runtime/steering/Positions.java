package org.sextant.runtime.steering;

import java.util.List;
import java.util.Locale;

/// Which positions of a text an edit changes.
///
/// @param kind which
/// @param indices positions from 0, for [Kind#LIST] alone
public record Positions(Kind kind, List<Integer> indices) {
    public static final Positions ALL = new Positions(Kind.ALL, List.of());
    public static final Positions PROMPT = new Positions(Kind.PROMPT, List.of());
    public static final Positions GENERATED = new Positions(Kind.GENERATED, List.of());
    public static final Positions LAST = new Positions(Kind.LAST, List.of());

    /// The kinds of choices.
    public enum Kind {
        /// Every one.
        ALL,
        /// Those of the prompt.
        PROMPT,
        /// Those after the prompt.
        GENERATED,
        /// The last one of each pass: the one that the next token is read from.
        LAST,
        /// Some, by their number.
        LIST
    }

    public Positions {
        indices = List.copyOf(indices);
        if (kind != Kind.LIST && !indices.isEmpty()) {
            throw new IllegalArgumentException(kind + " with " + indices);
        }
    }

    /// Some positions by their number, from 0.
    public static Positions of(List<Integer> indices) {
        return new Positions(Kind.LIST, indices);
    }

    /// Whether a position is changed.
    ///
    /// @param position from 0
    /// @param window the pass that it goes through in
    public boolean holds(int position, Window window) {
        return switch (kind) {
            case ALL -> true;
            case PROMPT -> position < window.promptLength();
            case GENERATED -> position >= window.promptLength();
            case LAST -> position == window.end() - 1;
            case LIST -> indices.contains(position);
        };
    }

    /// `prompt`, or the list of numbers.
    String summary() {
        return kind == Kind.LIST ? indices.toString() : kind.name().toLowerCase(Locale.ROOT);
    }

    /// Which of the positions of a pass are changed: 1 where one is, else 0.
    ///
    /// @return `[T]`
    public float[] mask(Window window) {
        float[] mask = new float[window.end() - window.start()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = holds(window.start() + i, window) ? 1 : 0;
        }
        return mask;
    }

    /// The positions that one forward pass computes.
    ///
    /// @param start the first of them: how many a cache holds already
    /// @param end after the last
    /// @param promptLength positions of the prompt
    public record Window(int start, int end, int promptLength) {
        /// A prompt that goes through at once.
        public static Window whole(int length) {
            return new Window(0, length, length);
        }
    }
}
