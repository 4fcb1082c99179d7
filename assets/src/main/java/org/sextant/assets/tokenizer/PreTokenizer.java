package org.sextant.assets.tokenizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Cuts texts into the pieces that no token reaches beyond: a word with the space before it, at most two digits counted
/// from the left, a single mark. It does what [TokenizerJson] asks of the readers of its file.
final class PreTokenizer {
    /// What is cut out of the text around it. Line breaks and tabs are control characters (`Cc`).
    static final String ALONE = "[0-9]{1,2}|(?!▁)[\\p{P}\\p{S}\\p{Cc}]";

    // The sign for a space is a symbol itself, so it ends the word before it.
    private static final Pattern PIECE = Pattern.compile(ALONE + "|▁?[^ 0-9\\p{P}\\p{S}\\p{Cc}]+|▁");
    private static final Pattern SPECIAL = Pattern.compile(Arrays.stream(SpecialToken.values())
            .map(token -> Pattern.quote(token.spelling())).collect(Collectors.joining("|")));

    private PreTokenizer() {}

    /// The pieces of a text. It begins as if a space came before it; what follows a special token does not.
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher special = SPECIAL.matcher(text);
        int start = 0;
        while (special.find()) {
            addPieces(text, start, special.start(), pieces);
            start = special.end();
        }
        addPieces(text, start, text.length(), pieces);
        return pieces;
    }

    /// The pieces of a text that is spelled as tokens are.
    static List<String> spelledPieces(String spelled) {
        return PIECE.matcher(spelled).results().map(MatchResult::group).toList();
    }

    /// Whether this, spelled as tokens are, is one piece, so that it can be one token.
    static boolean isOnePiece(String spelled) {
        return PIECE.matcher(spelled).matches();
    }

    private static void addPieces(String text, int start, int end, List<String> pieces) {
        if (start < end) {
            String spelled = text.substring(start, end).replace(" ", Spelling.SPACE);
            pieces.addAll(spelledPieces(start == 0 ? Spelling.SPACE + spelled : spelled));
        }
    }
}
