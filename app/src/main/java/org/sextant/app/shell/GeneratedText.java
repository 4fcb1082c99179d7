package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.sextant.runtime.session.Update;

/// A continuation as it grows: which stretch of its text each token stands for. The text so far is not always the old
/// text with something added: bytes of one character may be spread over tokens, so the end of the old text may change.
final class GeneratedText {
    /// One token's stretch of the text.
    ///
    /// @param text what it adds; empty for a token that only completes a character
    /// @param update the token, with its probability
    /// @param plan what steered it, in lines; none where nothing did
    record Piece(String text, Update.Generated update, List<String> plan) {}

    private final List<Piece> pieces = new ArrayList<>();
    private String text = "";

    /// Adds a token. Gives the index of the first piece that is new or has changed.
    int add(Update.Generated update) {
        return add(update, List.of());
    }

    /// Adds a token that was steered. Gives the index of the first piece that is new or has changed.
    int add(Update.Generated update, List<String> plan) {
        String next = update.textSoFar();
        int common = commonPrefix(text, next);
        int surplus = text.length() - common;
        int changed = pieces.size();
        while (surplus > 0) {
            changed--;
            Piece last = pieces.get(changed);
            int cut = Math.min(surplus, last.text().length());
            pieces.set(changed, new Piece(last.text().substring(0, last.text().length() - cut), last.update(),
                    last.plan()));
            surplus -= cut;
        }
        pieces.add(new Piece(next.substring(common), update, plan));
        text = next;
        return changed;
    }

    /// The text of some pieces; `end` is exclusive.
    String between(int first, int end) {
        return pieces.subList(first, end).stream().map(Piece::text).collect(Collectors.joining());
    }

    /// How many characters stand before a piece.
    int startOf(int index) {
        return pieces.subList(0, index).stream().mapToInt(piece -> piece.text().length()).sum();
    }

    /// The piece that a character of the text belongs to.
    Optional<Piece> pieceAt(int character) {
        int end = 0;
        for (Piece piece : pieces) {
            end += piece.text().length();
            if (character >= 0 && character < end) {
                return Optional.of(piece);
            }
        }
        return Optional.empty();
    }

    List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    Piece piece(int index) {
        return pieces.get(index);
    }

    int size() {
        return pieces.size();
    }

    String text() {
        return text;
    }

    private static int commonPrefix(String a, String b) {
        int limit = Math.min(a.length(), b.length());
        int index = 0;
        while (index < limit && a.charAt(index) == b.charAt(index)) {
            index++;
        }
        return index;
    }
}
