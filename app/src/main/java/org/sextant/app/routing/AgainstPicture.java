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

/// What experts have to do with a prompt less what they have to do with another, or what those of one model have to do
/// with it less those of another model; by layer and expert, never pooled. Both are means over the prompt's own tokens, so
/// that lengths do not matter.
///
/// @param own of the prompt
/// @param other what it is held against
/// @param measure by expert: load, weight or probability
/// @param pairing what differs between the two
public record AgainstPicture(RoutingPicture own, RoutingPicture other, RoutingMeasure measure, Pairing pairing) {
    /// What differs between two routings.
    public enum Pairing {
        PROMPTS("prompt", "other prompt"), MODELS("A", "B");

        private final String own;
        private final String other;

        Pairing(String own, String other) {
            this.own = own;
            this.other = other;
        }

        private String difference() {
            return own + " − " + other;
        }
    }

    /// @throws IllegalArgumentException if the measure is by token, or the two have not the same layers and experts
    public AgainstPicture {
        if (measure.byToken() || !comparable(own, other)) {
            throw new IllegalArgumentException(measure + " of two routings");
        }
    }

    /// Whether both have the same layers with as many experts.
    public static boolean comparable(RoutingPicture own, RoutingPicture other) {
        return own.layerLabels().equals(other.layerLabels()) && own.result().experts() == other.result().experts();
    }

    /// In the colours of a signed scale.
    public Heatmap heatmap() {
        Heatmap map = own.heatmap(measure);
        var cells = new RoutedCells(map.cells().rows(), map.cells().columns(), this::differences, this::words);
        return new Heatmap(map.title() + ", " + pairing.difference(), map.rowAxis(), map.columnAxis(),
                map.valueLabel() + ", " + pairing.difference(), map.rowLabels(), map.columnLabels(), cells, true,
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
        return pairing.own + " " + Numbers.format(here) + "   " + pairing.other + " " + Numbers.format(there)
                + "   difference "
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
        return switch (pairing) {
            case PROMPTS -> own.provenance().withSetting("against=" + other.provenance().prompt());
            case MODELS -> own.provenance().withSetting("against_model=" + other.provenance().model())
                    .withSetting("against_hash=" + other.provenance().hash());
        };
    }
}
