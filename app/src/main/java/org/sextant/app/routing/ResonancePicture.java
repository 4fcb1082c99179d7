package org.sextant.app.routing;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HeatmapFigure;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.routing.Resonance;
import org.sextant.runtime.routing.Resonance.Order;
import org.sextant.runtime.session.Provenance;

/// Which experts have more to do with one class of prompts than with the rest, as the view and the command line show it.
///
/// @param resonance the two classes held against each other
/// @param layers blocks with experts, in their order
/// @param provenance how to get it again
public record ResonancePicture(Resonance resonance, List<Integer> layers, Provenance provenance) {
    /// @throws IllegalArgumentException if there are more or fewer layers than were compared
    public ResonancePicture {
        layers = List.copyOf(layers);
        if (layers.size() != resonance.layers()) {
            throw new IllegalArgumentException(layers.size() + " layers of " + resonance.layers());
        }
    }

    /// Layers by experts, in the colours of a signed scale.
    public Heatmap heatmap(Order order) {
        int experts = resonance.experts();
        var cells = new RoutedCells(layers.size(), experts, () -> values(order), this::words);
        return new Heatmap("Token resonance by layer and expert", "layer", "expert", valueLabel(order),
                layers.stream().map(String::valueOf).toList(),
                IntStream.range(0, experts).mapToObj(Integer::toString).toList(), cells, true, List.of());
    }

    /// The picture at print size.
    public HeatmapFigure figure(Order order) {
        return HeatmapFigure.of(heatmap(order));
    }

    private float[] values(Order order) {
        float[] values = new float[layers.size() * resonance.experts()];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = (float) resonance.value(order, cell / resonance.experts(), cell % resonance.experts());
        }
        return values;
    }

    /// What a colour means.
    public static String valueLabel(Order order) {
        return switch (order) {
            case DELTA -> "Δ load, target − rest";
            case Z -> "z = Δ ÷ its standard error";
            case RATIO -> "(target − rest) ÷ (target + rest)";
        };
    }

    /// `target 0.3100   rest 0.1200   Δ +0.1900   z 4.100   ratio 0.4400`.
    String words(int row, int expert) {
        double delta = resonance.delta(row, expert);
        return "target " + Numbers.format(resonance.targetMean(row, expert)) + "   rest "
                + Numbers.format(resonance.restMean(row, expert)) + "   Δ " + (delta > 0 ? "+" : "")
                + Numbers.format(delta) + "   z " + Numbers.words(resonance.z(row, expert)) + "   ratio "
                + Numbers.format(resonance.ratio(row, expert));
    }

    /// `layer,expert,delta,target_mean,rest_mean,z`, by layer and expert.
    public DataTable table() {
        return table(() -> IntStream.range(0, layers.size() * resonance.experts())
                .mapToObj(cell -> new Resonance.Place(cell / resonance.experts(), cell % resonance.experts())));
    }

    /// The same, the most resonant first.
    public DataTable table(Order order) {
        return table(() -> resonance.ranked(order).stream());
    }

    private DataTable table(Supplier<Stream<Resonance.Place>> places) {
        return new DataTable(List.of("layer", "expert", "delta", "target_mean", "rest_mean", "z"),
                () -> places.get().map(place -> row(place.row(), place.expert())));
    }

    private List<DataCell> row(int row, int expert) {
        return List.of(DataCell.of(layers.get(row)), DataCell.of(expert), DataCell.of(resonance.delta(row, expert)),
                DataCell.of(resonance.targetMean(row, expert)), DataCell.of(resonance.restMean(row, expert)),
                DataCell.of(resonance.z(row, expert)));
    }
}
