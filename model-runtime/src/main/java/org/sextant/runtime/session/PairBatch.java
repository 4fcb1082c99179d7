package org.sextant.runtime.session;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// Texts that go through both models together, padded to the longest on each side.
///
/// @param a what the first model gets
/// @param b what the second model gets
/// @param rows pairs of positions in all
record PairBatch(Side a, Side b, int rows) {
    /// One model's share.
    ///
    /// @param ids `[B][T]`
    /// @param real `[B][T]` which of them are real; padding stands right
    /// @param picked which of the `B · T` positions are compared
    @SuppressWarnings("ArrayRecordComponent") // made for one pass and never compared
    record Side(long[][] ids, boolean[][] real, int[] picked) {
        int length() {
            return ids[0].length;
        }
    }

    static PairBatch of(List<PairedText> texts) {
        Side a = side(texts, PairedText::idsA, PositionPairs.Pair::a);
        Side b = side(texts, PairedText::idsB, PositionPairs.Pair::b);
        return new PairBatch(a, b, a.picked().length);
    }

    private static Side side(List<PairedText> texts, Function<PairedText, int[]> ids,
            ToIntFunction<PositionPairs.Pair> position) {
        int width = texts.stream().mapToInt(text -> ids.apply(text).length).max().orElseThrow();
        long[][] padded = new long[texts.size()][width];
        boolean[][] real = new boolean[texts.size()][width];
        for (int row = 0; row < texts.size(); row++) {
            int[] own = ids.apply(texts.get(row));
            for (int at = 0; at < own.length; at++) {
                padded[row][at] = own[at];
                real[row][at] = true;
            }
        }
        int[] picked = IntStream.range(0, texts.size()).flatMap(row -> texts.get(row).pairs().stream()
                .mapToInt(pair -> row * width + position.applyAsInt(pair))).toArray();
        return new Side(padded, real, picked);
    }
}
