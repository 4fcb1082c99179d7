package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.sextant.app.activations.Aspect;
import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.session.Provenance;

/// What experts have to do with a prompt less what they have to do with another, by layer and expert, never pooled. Both
/// are means over the prompt's own tokens, so that lengths do not matter.
///
/// @param own of the prompt
/// @param other of the prompt that it is held against
/// @param measure by expert: load, weight or probability
public record AgainstPicture(RoutingPicture own, RoutingPicture other, RoutingMeasure measure) {
    /// @throws IllegalArgumentException if the measure is by token, or the prompts were put to different models
    public AgainstPicture {
        if (measure.byToken() || !own.layerLabels().equals(other.layerLabels())
                || own.result().experts() != other.result().experts()) {
            throw new IllegalArgumentException(measure + " of two prompts");
        }
    }

    /// In the colours of a signed scale.
    public Heatmap heatmap() {
        Heatmap map = own.heatmap(measure);
        var cells = new RoutedCells(map.cells().rows(), map.cells().columns(), this::differences, this::words);
        return new Heatmap(map.title() + ", prompt − other prompt", map.rowAxis(), map.columnAxis(),
                map.valueLabel() + ", prompt − other prompt", map.rowLabels(), map.columnLabels(), cells, true,
                List.of());
    }

    /// The same, saying how the steering is shown.
    Heatmap heatmap(Optional<Aspect> aspect) {
        Heatmap map = heatmap();
        return aspect.map(each -> map.titled((each == Aspect.UNSTEERED ? each : Aspect.NOW).titled(map.title())))
                .orElse(map);
    }

    /// The picture at print size.
    public HeatmapFigure figure() {
        return HeatmapFigure.of(heatmap());
    }

    private float[] differences() {
        float[] own = this.own.loads().values(measure).clone();
        float[] other = this.other.loads().values(measure);
        for (int cell = 0; cell < own.length; cell++) {
            own[cell] -= other[cell];
        }
        return own;
    }

    private String words(int row, int expert) {
        int cell = row * own.result().experts() + expert;
        float here = own.loads().values(measure)[cell];
        float there = other.loads().values(measure)[cell];
        return "prompt " + Numbers.format(here) + "   other prompt " + Numbers.format(there) + "   difference "
                + (here > there ? "+" : "") + Numbers.format(here - there);
    }

    /// `layer,expert,load,load_against,difference`, or weight or probability in place of load.
    public DataTable table() {
        String name = measure.id();
        int experts = own.result().experts();
        return new DataTable(List.of("layer", "expert", name, name + "_against", "difference"), () -> {
            float[] here = own.loads().values(measure);
            float[] there = other.loads().values(measure);
            return IntStream.range(0, here.length).mapToObj(cell -> List.of(
                    DataCell.of(own.result().layers().get(cell / experts).layer()), DataCell.of(cell % experts),
                    DataCell.of(here[cell]), DataCell.of(there[cell]), DataCell.of(here[cell] - there[cell])));
        });
    }

    /// How to get it again.
    public Provenance provenance() {
        return own.provenance().withSetting("against=" + other.provenance().prompt());
    }
}
