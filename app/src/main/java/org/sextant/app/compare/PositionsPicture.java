package org.sextant.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.runtime.session.ComparePromptResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.PositionDifference;
import org.sextant.runtime.session.PositionDifference.Candidate;
import org.sextant.runtime.session.PositionDifference.Chance;
import org.sextant.runtime.session.Provenance;

/// How two models differ on one prompt, position by position.
public record PositionsPicture(ComparePromptResult result) {
    /// `position,token,position_b,token_b,kl,kl_reverse,js,top1_agree,rank_in_b,rank_in_a`, one row a pair of positions;
    /// `kl` is of A from B and `kl_reverse` of B from A.
    public DataTable positions() {
        return new DataTable(
                List.of("position", "token", "position_b", "token_b", "kl", "kl_reverse", "js", "top1_agree",
                        "rank_in_b",
                        "rank_in_a"),
                () -> result.positions().stream().map(position -> Stream.concat(place(position),
                        Stream.of(real(position.kl()), real(position.klReverse()), real(position.js()),
                                DataCell.of(position.topAgrees() ? 1 : 0),
                                DataCell.of(position.rankInB()), DataCell.of(position.rankInA())))
                        .toList()));
    }

    private Stream<DataCell> place(PositionDifference position) {
        return Stream.of(DataCell.of(position.a()), DataCell.of(result.tokensA().get(position.a()).text()),
                DataCell.of(position.b()), DataCell.of(result.tokensB().get(position.b()).text()));
    }

    private static DataCell real(OptionalDouble value) {
        return value.isPresent() ? DataCell.of((float) value.getAsDouble()) : new DataCell.Empty();
    }

    /// The candidates of both sides: `position,token,position_b,token_b,candidate`, then `id`, `rank`, `logit` and
    /// `probability` of each side, empty where its vocabulary lacks the token, and `rank_change`.
    public DataTable tokens() {
        return new DataTable(
                List.of("position", "token", "position_b", "token_b", "candidate", "id_a", "rank_a", "logit_a",
                        "probability_a", "id_b", "rank_b", "logit_b", "probability_b", "rank_change"),
                () -> result.positions().stream().flatMap(position -> position.candidates().stream()
                        .map(candidate -> cells(position, candidate))));
    }

    private List<DataCell> cells(PositionDifference position, Candidate candidate) {
        List<DataCell> cells = new ArrayList<>(place(position).toList());
        cells.add(DataCell.of(candidate.token()));
        cells.addAll(cells(candidate.a()));
        cells.addAll(cells(candidate.b()));
        cells.add(DataCell.of(candidate.rankChange()));
        return cells;
    }

    private static List<DataCell> cells(Optional<Chance> side) {
        return side.map(chance -> List.of(DataCell.of(chance.id()), DataCell.of(chance.rank()),
                DataCell.of(chance.logit()), DataCell.of(chance.probability())))
                .orElseGet(() -> List.of(new DataCell.Empty(), new DataCell.Empty(), new DataCell.Empty(),
                        new DataCell.Empty()));
    }

    /// `layer,layer_b,position,token,position_b,token_b,cosine,norm_ratio`, one row a layer and pair of positions.
    public DataTable activations() {
        return new DataTable(
                List.of("layer", "layer_b", "position", "token", "position_b", "token_b", "cosine", "norm_ratio"),
                () -> result.layers().stream().flatMap(layer -> IntStream.range(0, result.positions().size())
                        .mapToObj(at -> cells(layer, at))));
    }

    private List<DataCell> cells(LayerPair layer, int at) {
        List<DataCell> cells = new ArrayList<>(List.of(DataCell.of(layer.layer()), DataCell.of(layer.layerB())));
        cells.addAll(place(result.positions().get(at)).toList());
        cells.add(DataCell.of(result.cosine().at(layer.layer(), at)));
        cells.add(DataCell.of(result.normRatio().at(layer.layer(), at)));
        return cells;
    }

    public Provenance provenance() {
        return JointProvenance.of(result.provenanceA(), result.provenanceB());
    }
}
