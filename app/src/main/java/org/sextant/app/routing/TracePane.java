package org.sextant.app.routing;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;

import org.sextant.app.chart.Cell;

/// The routing of the prompt as one large map.
final class TracePane {
    private final TraceViewModel model;
    private final ExpertMap map;

    /// @param enter goes to the inspector
    TracePane(RoutingViewModel routing, Executor pixels, Runnable enter) {
        model = routing.trace();
        map = new ExpertMap("routing-map", pixels, enter, model::select);
        map.pane().steadyProperty().bind(model.aspect().movingProperty());
        model.mapProperty().subscribe(next -> {
            map.show(next);
            map.mark(model.marksProperty().get());
        });
        model.marksProperty().subscribe(map::mark);
        ExpertMenu.on(map.pane(), routing.expert(), this::pointed);
    }

    ExpertMap map() {
        return map;
    }

    /// The expert of the cell under the pointer, else of the selected one; of a token its top expert.
    private Optional<ExpertAddress> pointed() {
        Optional<Cell> cell = map.pane().hoveredCellProperty().get().or(map.pane().selectedCellProperty()::get);
        return cell.flatMap(here -> model.traced().map(now -> {
            int layer = now.picture().result().layers().get(here.row()).layer();
            return new ExpertAddress(layer, model.measureProperty().get().byToken()
                    ? now.picture().topExpert(here.row(), here.column())
                    : here.column());
        }));
    }

    /// Zooms to the selected expert; where columns are tokens, to its layer at the selected token or at the first that it
    /// saw.
    void reveal() {
        model.expert().ifPresent(expert -> model.traced().ifPresent(now -> {
            OptionalInt row = now.picture().row(expert.layer());
            OptionalInt column = model.measureProperty().get().byToken()
                    ? column()
                    : OptionalInt.of(expert.expert());
            if (row.isPresent()) {
                map.zoomTo(new Cell(row.getAsInt(), column.orElse(0)));
            }
        }));
    }

    private OptionalInt column() {
        return model.token().isPresent()
                ? model.token()
                : model.marksProperty().get().pins().stream().mapToInt(Cell::column).findFirst();
    }
}
