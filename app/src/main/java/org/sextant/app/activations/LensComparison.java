package org.sextant.app.activations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.LensResult.Cell;
import org.sextant.runtime.session.LensResult.Row;
import org.sextant.runtime.session.Prediction;
import org.sextant.runtime.session.Token;

/// The candidates of a steered lens beside those of the model as it is.
final class LensComparison {
    private LensComparison() {}

    /// `layer,position,token,predicted_id,predicted`, then `rank`, `probability`, `logit` and `entropy`, each as
    /// `_now`, `_unsteered` and, but for the rank, `_difference`. A row for each candidate of either side, those of now
    /// first; what a side does not name among its candidates is empty.
    static DataTable table(LensPicture now, LensPicture unsteered) {
        return new DataTable(List.of("layer", "position", "token", "predicted_id", "predicted", "rank_now",
                "rank_unsteered", "probability_now", "probability_unsteered", "probability_difference", "logit_now",
                "logit_unsteered", "logit_difference", "entropy_now", "entropy_unsteered", "entropy_difference"),
                () -> IntStream.range(0, now.result().rows().size()).boxed().flatMap(index -> rows(
                        now.result().rows().get(index), unsteered.result().rows().get(index), now.result().tokens())));
    }

    private static Stream<List<DataCell>> rows(Row now, Row unsteered, List<Token> tokens) {
        return tokens.stream().flatMap(token -> {
            Cell after = now.cells().get(token.position());
            Cell before = unsteered.cells().get(token.position());
            return candidates(after, before).values().stream()
                    .map(candidate -> row(now.layer(), token, candidate, after, before));
        });
    }

    /// By id, in the order of now, then of before.
    private static Map<Integer, Prediction> candidates(Cell after, Cell before) {
        Map<Integer, Prediction> all = new LinkedHashMap<>();
        Stream.concat(after.top().stream(), before.top().stream()).forEach(each -> all.putIfAbsent(each.id(), each));
        return all;
    }

    private static List<DataCell> row(int layer, Token token, Prediction candidate, Cell after, Cell before) {
        Optional<Prediction> now = find(after, candidate.id());
        Optional<Prediction> then = find(before, candidate.id());
        return Stream.of(
                Stream.of(DataCell.of(layer), DataCell.of(token.position()), DataCell.of(token.text()),
                        DataCell.of(candidate.id()), DataCell.of(candidate.token()), rank(now), rank(then)),
                both(now, then, Prediction::probability), both(now, then, Prediction::logit),
                both(Optional.of(after), Optional.of(before), Cell::entropy)).flatMap(cells -> cells).toList();
    }

    private static Optional<Prediction> find(Cell cell, int id) {
        return cell.top().stream().filter(each -> each.id() == id).findFirst();
    }

    private static DataCell rank(Optional<Prediction> candidate) {
        return candidate.map(each -> DataCell.of(each.rank())).orElse(new DataCell.Empty());
    }

    /// Now, before, and the difference where there are both.
    private static <T> Stream<DataCell> both(Optional<T> now, Optional<T> then, Function<T, Float> value) {
        return Stream.of(now.map(value), then.map(value),
                now.flatMap(after -> then.map(before -> value.apply(after) - value.apply(before))))
                .map(each -> each.<DataCell>map(DataCell::of).orElse(new DataCell.Empty()));
    }
}
