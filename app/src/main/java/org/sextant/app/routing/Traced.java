package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.sextant.app.activations.Aspect;
import org.sextant.app.activations.Sides;
import org.sextant.app.chart.Cell;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.RoutedLayer;
import org.sextant.runtime.session.RoutingResult;

/// The routing of the prompt that ran, as the person chose to see the steering.
///
/// @param sides with the sliders, where these act and are looked at, and without
/// @param aspect how the steering is shown; empty where nothing is steered
/// @param prompt as it was typed
record Traced(Sides<RoutingPicture> sides, Optional<Aspect> aspect, String prompt) {
    /// What is looked at: of a steered model as it is now, unless it is shown unsteered. Where both are compared it is the
    /// prompt alone, since the steered model goes on with other tokens.
    RoutingPicture picture() {
        return isDifference() ? sides.newest().ofPrompt() : sides.newest();
    }

    /// Both sides of the prompt, where both are known.
    Optional<RoutingDifference> difference() {
        return sides.now().map(now -> new RoutingDifference(now.ofPrompt(), sides.unsteered().ofPrompt()));
    }

    boolean isDifference() {
        return sides.now().isPresent() && aspect.filter(Aspect.DIFFERENCE::equals).isPresent();
    }

    Heatmap heatmap(RoutingMeasure measure) {
        if (isDifference()) {
            return difference().orElseThrow().differenceMap(measure);
        }
        if (!picture().isContinued() && difference().isPresent()) {
            return difference().orElseThrow().nowMap(measure);
        }
        Heatmap map = picture().heatmap(measure);
        return aspect.map(each -> map.titled((sides.now().isPresent() ? Aspect.NOW : Aspect.UNSTEERED)
                .titled(map.title()))).orElse(map);
    }

    /// The numbers behind the map.
    DataTable table(RoutingMeasure measure) {
        if (isDifference()) {
            return difference().orElseThrow().table(measure);
        }
        return measure.byToken() ? picture().table() : picture().loadTable();
    }

    /// The rows of the routing command, whatever the map shows; of a difference its own.
    DataTable rows(RoutingMeasure measure) {
        return isDifference() ? table(measure) : picture().table().behind("prompt", DataCell.of(0));
    }

    /// What viewers of routing traces read.
    RoutingResult result() {
        RoutingResult own = sides.newest().result();
        return new RoutingResult(own.tokens(), own.promptTokens(), own.experts(), own.chosen(), own.layers(),
                picture().provenance().withPrompt(prompt));
    }

    Provenance provenance() {
        Provenance own = picture().provenance().withPrompt(prompt);
        return isDifference() ? own.withSetting("value=now - unsteered") : own;
    }

    /// What clicking a cell selects: a token with its top expert, or an expert.
    Selection select(Selection from, RoutingMeasure measure, Cell cell) {
        int block = picture().result().layers().get(cell.row()).layer();
        return measure.byToken()
                ? from.withToken(cell.column()).withExpert(block, picture().topExpert(cell.row(), cell.column()))
                : from.withExpert(block, cell.column());
    }

    /// Where a map shows a selection. By token: the token's column, and wherever the selected expert was chosen. By
    /// expert: the layer's row, and the experts that the selected token went to.
    Marks marks(RoutingMeasure measure, Selection selection) {
        OptionalInt row = selection.layer().isPresent()
                ? picture().row(selection.layer().getAsInt())
                : OptionalInt.empty();
        OptionalInt token = within(selection.token(), picture().result().tokens().size());
        OptionalInt expert = within(selection.expert(), picture().result().experts());
        return measure.byToken()
                ? new Marks(new Mark(OptionalInt.empty(), token), cell(row, token), choices(row, expert))
                : new Marks(new Mark(row, OptionalInt.empty()), cell(row, expert), experts(token));
    }

    private static OptionalInt within(OptionalInt index, int size) {
        return index.isPresent() && index.getAsInt() < size ? index : OptionalInt.empty();
    }

    private static Optional<Cell> cell(OptionalInt row, OptionalInt column) {
        return row.isPresent() && column.isPresent()
                ? Optional.of(new Cell(row.getAsInt(), column.getAsInt()))
                : Optional.empty();
    }

    /// The cells of the tokens that went to the expert.
    private List<Cell> choices(OptionalInt row, OptionalInt expert) {
        if (row.isEmpty() || expert.isEmpty()) {
            return List.of();
        }
        return IntStream.range(0, picture().result().tokens().size())
                .filter(position -> picture().rank(row.getAsInt(), position, expert.getAsInt()).isPresent())
                .mapToObj(position -> new Cell(row.getAsInt(), position)).toList();
    }

    /// The experts that the token went to, in every layer.
    List<Cell> experts(OptionalInt token) {
        if (token.isEmpty()) {
            return List.of();
        }
        List<RoutedLayer> layers = picture().result().layers();
        return IntStream.range(0, layers.size()).boxed()
                .flatMap(row -> IntStream.range(0, picture().result().chosen())
                        .mapToObj(rank -> new Cell(row, layers.get(row).expert(token.getAsInt(), rank))))
                .toList();
    }
}
