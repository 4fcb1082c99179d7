package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.chart.Cell;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Mark;
import org.sextant.app.state.Selection;

/// The way of the selected token through the layers. Where no token is selected it is the last.
final class LanesViewModel {
    private final TraceViewModel trace;
    private final ReadOnlyObjectWrapper<Optional<Lanes>> lanes = new ReadOnlyObjectWrapper<>(this, "lanes",
            Optional.empty());
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(this, "marks", Marks.NONE);
    private final ReadOnlyObjectWrapper<OptionalInt> layer = new ReadOnlyObjectWrapper<>(this, "layer",
            OptionalInt.empty());

    LanesViewModel(TraceViewModel trace) {
        this.trace = trace;
        trace.tracedProperty().subscribe(_ -> follow());
        trace.selectedProperty().subscribe(_ -> follow());
    }

    /// The newest lanes.
    ReadOnlyObjectProperty<Optional<Lanes>> lanesProperty() {
        return lanes.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /// The block whose router the table shows; the first with experts where none of them is selected.
    ReadOnlyObjectProperty<OptionalInt> layerProperty() {
        return layer.getReadOnlyProperty();
    }

    /// The router of that block.
    List<LanesPicture.Row> rows() {
        return lanes.get().flatMap(now -> layer.get().stream().boxed().findFirst()
                .flatMap(block -> now.picture().picture().row(block).stream().boxed().findFirst())
                .map(row -> now.picture().rows(row))).orElse(List.of());
    }

    /// Selects the expert of a cell; the shared expert is none.
    void select(Cell cell, boolean passing) {
        trace.traced().ifPresent(now -> trace.select(
                new ExpertAddress(now.picture().result().layers().get(cell.row()).layer(), cell.column()), passing));
    }

    /// Selects an expert of the block that the table shows.
    void select(int expert) {
        layer.get().ifPresent(block -> trace.select(new ExpertAddress(block, expert), false));
    }

    private void follow() {
        Optional<Traced> traced = trace.traced();
        Optional<Lanes> next = traced
                .map(now -> new Lanes(now, trace.token().orElse(now.picture().result().tokens().size() - 1)));
        if (!next.equals(lanes.get())) {
            lanes.set(next);
        }
        Selection selection = trace.selectedProperty().get();
        layer.set(traced.map(now -> now.picture().row(selection.layer().orElse(-1)).isPresent()
                ? selection.layer()
                : OptionalInt.of(now.picture().result().layers().getFirst().layer())).orElse(OptionalInt.empty()));
        marks.set(traced.map(now -> {
            Marks byExpert = now.marks(RoutingMeasure.LOAD, selection);
            return new Marks(new Mark(now.picture().row(layer.get().orElse(-1)), OptionalInt.empty()),
                    byExpert.cell(), now.experts(OptionalInt.of(next.orElseThrow().position())));
        }).orElse(Marks.NONE));
    }

    /// The lanes of a token, as the person chose to see the steering.
    ///
    /// @param traced the routing
    /// @param position of the token
    record Lanes(Traced traced, int position) {
        LanesPicture picture() {
            return new LanesPicture(traced.picture(), position);
        }

        Heatmap heatmap() {
            Heatmap map = picture().heatmap();
            if (!traced.isDifference()) {
                return traced.aspect().map(aspect -> map.titled(aspect.titled(map.title()))).orElse(map);
            }
            return new LanesDifference(picture(), new LanesPicture(traced.sides().unsteered().ofPrompt(), position))
                    .heatmap();
        }
    }
}
