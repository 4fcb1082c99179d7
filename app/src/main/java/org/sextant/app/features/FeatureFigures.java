package org.sextant.app.features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.HistogramFigure;
import org.sextant.app.chart.Numbers;
import org.sextant.app.chart.PointsFigure;
import org.sextant.app.chart.PointsFigure.Axis;
import org.sextant.app.chart.PointsFigure.Point;
import org.sextant.app.chart.PointsFigure.Series;
import org.sextant.app.features.QualityViewModel.Measured;
import org.sextant.app.view.VisibleText;
import org.sextant.runtime.session.FeaturesResult.Fit;
import org.sextant.runtime.session.SaeMetrics.Place;
import org.sextant.runtime.session.Token;

/// The pictures of features and of SAEs.
final class FeatureFigures {
    /// Rows of the heatmap.
    static final int STRONGEST = 20;
    private static final int LONGEST_LABEL = 16;
    private static final int BLUE = 0;
    private static final int GREY = 7;
    private static final int ORANGE = 5;
    /// The bands of the ZF plot (METHODS.md 2.11).
    private static final List<Double> BANDS = List.of(0.25, 0.5, 1.0);

    private FeatureFigures() {}

    /// What the rows of [#strongest] are, in their order.
    static int[] rows(PromptFeatures features) {
        return features.strongest(STRONGEST);
    }

    /// Token by feature, the strongest features at the top.
    static Heatmap strongest(PromptFeatures features, Map<Integer, String> labels) {
        int[] rows = rows(features);
        return map(features, rows, labels, signed(features, rows));
    }

    /// Whether an activation of these features is negative.
    static boolean signed(PromptFeatures features, int[] rows) {
        return Arrays.stream(rows).mapToObj(features::row)
                .anyMatch(row -> IntStream.range(0, row.length).anyMatch(i -> row[i] < 0));
    }

    /// Token by feature.
    ///
    /// @param rows the features, the first at the top
    /// @param signed whether colours diverge from zero
    static Heatmap map(PromptFeatures features, int[] rows, Map<Integer, String> labels, boolean signed) {
        float[][] cells = Arrays.stream(rows).mapToObj(features::row).toArray(float[][]::new);
        return new Heatmap("features of " + SaesViewModel.name(features.sae()), "feature, by rank", "token",
                "activation, SAE units", Arrays.stream(rows).mapToObj(row -> rowLabel(row, labels)).toList(),
                features.tokens().stream().map(token -> VisibleText.of(token.text())).toList(),
                new Rows(cells, features), signed, List.of());
    }

    private static String rowLabel(int feature, Map<Integer, String> labels) {
        String label = labels.getOrDefault(feature, "");
        String cut = label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL - 1) + "…" : label;
        return cut.isEmpty() ? Integer.toString(feature) : feature + " " + cut;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by who made it
    private record Rows(float[][] values, PromptFeatures features) implements Heatmap.Cells {
        @Override
        public int columns() {
            return features.tokens().size();
        }

        @Override
        public boolean exists(int row, int column) {
            return features.counts(column);
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public float at(int row, int column) {
            return values[row][column];
        }
    }

    /// How far the SAE is off at each token.
    static PointsFigure errors(PromptFeatures features) {
        List<Fit> fits = features.fits();
        List<Token> tokens = features.tokens();
        List<Point> points = IntStream.range(0, fits.size()).mapToObj(i -> new Point(i, i, fits.get(i).relative(),
                "token " + i + " “" + VisibleText.of(tokens.get(i).text()) + "”: error "
                        + Numbers.format(fits.get(i).error()) + " of " + Numbers.format(fits.get(i).norm())))
                .toList();
        return new PointsFigure("reconstruction error of " + SaesViewModel.name(features.sae()),
                Axis.ofWhole("token"), Axis.of("‖x − x̂‖ / ‖x‖"),
                List.of(new Series("error", BLUE, true, false, points)),
                new DataTable(List.of("position", "token", "norm", "error", "relative_error"),
                        () -> IntStream.range(0, fits.size()).mapToObj(i -> List.of(DataCell.of(i),
                                DataCell.of(tokens.get(i).text()), DataCell.of(fits.get(i).norm()),
                                DataCell.of(fits.get(i).error()), DataCell.of(fits.get(i).relative())))));
    }

    /// How often which activation was counted.
    static HistogramFigure histogram(Evidence evidence, String name) {
        List<Integer> counts = evidence.feature().histogram();
        return new HistogramFigure("activations of " + name, "activation, where it is active", "tokens", 0,
                evidence.feature().binWidth() * counts.size(), counts);
    }

    /// Length of the input against length of the features, at the last tokens of texts, with the line of orthogonal
    /// decoder rows and bands for c = ε (h − 1) of 0.25, 0.5 and 1 (METHODS.md 2.11).
    static PointsFigure zf(Measured measured) {
        List<Place> places = measured.metrics().places();
        double end = places.stream().mapToDouble(Place::inputNorm).max().orElse(1);
        double top = places.stream().mapToDouble(Place::featureNorm).max().orElse(1);
        List<Series> series = new ArrayList<>();
        series.add(ray("‖f̃‖ = ‖z‖", 1, end, top, GREY));
        for (double band : BANDS) {
            if (band < 1) {
                series.add(ray("c = " + Numbers.brief(band), Math.sqrt(1 / (1 - band)), end, top, ORANGE));
            }
            series.add(ray("c = " + Numbers.brief(band) + " below", Math.sqrt(1 / (1 + band)), end, top, ORANGE));
        }
        List<Point> points = IntStream.range(0, places.size()).mapToObj(i -> {
            Place place = places.get(i);
            return new Point(i, place.inputNorm(), place.featureNorm(), "text " + i + ", token " + place.position()
                    + ": ‖z‖ " + Numbers.format(place.inputNorm()) + ", ‖f̃‖ " + Numbers.format(place.featureNorm()));
        }).toList();
        series.add(new Series("last tokens of texts", BLUE, false, false, points));
        return new PointsFigure("ZF plot of " + measured.name(), Axis.of("‖z‖ of the input"),
                Axis.of("‖f̃‖ of the features"), series, places(places));
    }

    /// A line from the origin, cut where the points end.
    private static Series ray(String name, double slope, double end, double top, int colour) {
        double x = Math.min(end, top / slope);
        return Series.guide(name, colour, List.of(new Point(-1, 0, 0, ""), new Point(-1, x, slope * x, "")));
    }

    /// How far the SAE is off, by position in the text.
    static PointsFigure errorByPosition(Measured measured) {
        List<Place> places = measured.metrics().places();
        List<Point> points = IntStream.range(0, places.size()).mapToObj(i -> {
            Place place = places.get(i);
            double relative = place.errorNorm() / place.targetNorm();
            return new Point(i, place.position(), relative, "text " + i + ", token " + place.position() + ": error "
                    + Numbers.format(place.errorNorm()) + " of " + Numbers.format(place.targetNorm()));
        }).toList();
        return new PointsFigure("error by position of " + measured.name(), Axis.of("position of the token in its text"),
                Axis.of("‖x − x̂‖ / ‖x‖"), List.of(new Series("last tokens of texts", BLUE, false, false, points)),
                places(places));
    }

    private static DataTable places(List<Place> places) {
        return new DataTable(List.of("position", "input_norm", "feature_norm", "target_norm", "error_norm"),
                () -> places.stream().map(place -> List.of(DataCell.of(place.position()),
                        DataCell.of(place.inputNorm()), DataCell.of(place.featureNorm()),
                        DataCell.of(place.targetNorm()), DataCell.of(place.errorNorm()))));
    }

    /// How sparse each SAE is against how well the model predicts with it.
    static PointsFigure pareto(List<Measured> all) {
        List<Point> points = IntStream.range(0, all.size()).mapToObj(i -> {
            Measured each = all.get(i);
            return new Point(i, each.metrics().l0(), each.metrics().lossRecovered(),
                    each.name() + ": L0 " + Numbers.format(each.metrics().l0()) + ", loss recovered "
                            + Numbers.format(each.metrics().lossRecovered()));
        }).toList();
        return new PointsFigure("sparsity and loss recovered", Axis.of("L0, active features a token"),
                Axis.of("loss recovered, share"), List.of(new Series("SAEs", BLUE, false, false, points)),
                metrics(all));
    }

    /// All figures of all SAEs, a row an SAE.
    static DataTable metrics(List<Measured> all) {
        List<String> columns = new ArrayList<>(List.of("sae"));
        Arrays.stream(MetricLine.values()).forEach(line -> columns.add(line.name().toLowerCase(Locale.ROOT)));
        return new DataTable(columns, () -> all.stream().map(each -> {
            List<DataCell> row = new ArrayList<>(List.of(DataCell.of(each.name())));
            Arrays.stream(MetricLine.values()).forEach(line -> row.add(DataCell.of(line.of(each.metrics()))));
            return row;
        }));
    }
}
