package org.sextant.app.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.app.chart.Numbers;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.TensorValue;

/// How alike the layers of two models are: every layer of the one with every layer of the other.
///
/// @param result what the models gave
/// @param statistic one that was asked for
/// @param a what the first side is called
/// @param b what the second side is called
public record LayersPicture(CompareLayersResult result, Similarity statistic, String a, String b) {
    /// Sides that are called after their models.
    public LayersPicture(CompareLayersResult result, Similarity statistic) {
        this(result, statistic, side(result.provenanceA()), side(result.provenanceB()));
    }

    private TensorValue matrix() {
        TensorValue matrix = result.matrices().get(statistic);
        if (matrix == null) {
            throw new IllegalArgumentException(statistic + " was not asked for");
        }
        return matrix;
    }

    /// What is worth knowing of what is shown.
    public List<String> notes() {
        return result.notes(Set.of(statistic));
    }

    /// Layers of the first model downwards, those of the second to the right.
    public Heatmap heatmap() {
        TensorValue matrix = matrix();
        return new Heatmap(title(), axis(a, result.sitesA()), axis(b, result.sitesB()), statistic.label(),
                SiteWords.labels(result.sitesA()), SiteWords.labels(result.sitesB()),
                new PairCells(matrix.size(0), matrix.size(1), matrix::at), false, List.of());
    }

    /// Which models it is of stands at the axes.
    private String title() {
        String label = statistic.label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1) + ", " + result.tokens() + " tokens";
    }

    /// Title of an axis of layers.
    static String axis(String side, List<String> sites) {
        return SiteWords.axis(sites) + " of " + side;
    }

    /// What a cell is about, with its value.
    String words(int row, int column) {
        return "A " + SiteWords.spoken(result.sitesA().get(row)) + ", B "
                + SiteWords.spoken(result.sitesB().get(column)) + "   " + statistic.label() + " "
                + Numbers.words(matrix().at(row, column));
    }

    /// The model's name, and whether it is steered.
    public static String side(Provenance provenance) {
        boolean steered = provenance.settings().stream()
                .anyMatch(setting -> setting.startsWith("edit=") || setting.startsWith("experts="));
        return provenance.model() + (steered ? ", steered" : "");
    }

    /// `layer,layer_b,site_a,site_b,value`, one row a pair of layers.
    public DataTable table() {
        TensorValue matrix = matrix();
        return new DataTable(List.of("layer", "layer_b", "site_a", "site_b", "value"),
                () -> IntStream.range(0, matrix.size(0)).boxed().flatMap(row -> IntStream.range(0, matrix.size(1))
                        .mapToObj(column -> List.of(DataCell.of(row), DataCell.of(column),
                                DataCell.of(result.sitesA().get(row)), DataCell.of(result.sitesB().get(column)),
                                DataCell.of(matrix.at(row, column))))));
    }

    /// `layer,layer_b,site_a,site_b,cosine,norm_ratio` and each statistic, one row a layer of the first model.
    public DataTable layers() {
        List<Similarity> statistics = List.copyOf(result.matrices().keySet());
        List<String> columns = Stream.concat(
                Stream.of("layer", "layer_b", "site_a", "site_b", "cosine", "norm_ratio"),
                statistics.stream().map(LayersPicture::column)).toList();
        return new DataTable(columns, () -> result.layers().stream().map(layer -> {
            LayerPair pair = layer.pair();
            Stream<DataCell> first = Stream.of(DataCell.of(pair.layer()), DataCell.of(pair.layerB()),
                    DataCell.of(pair.siteA()), DataCell.of(pair.siteB()), DataCell.of((float) layer.cosine()),
                    DataCell.of((float) layer.normRatio()));
            return Stream.concat(first, statistics.stream()
                    .map(each -> DataCell.of((float) result.of(each, pair)))).toList();
        }));
    }

    /// `cka_debiased`.
    private static String column(Similarity statistic) {
        return statistic.id().replace('-', '_');
    }

    /// Of each side, for a page about both.
    ///
    /// @param of what the page calls it
    public CompareReport.Source source(String of) {
        String setting = "statistic=" + statistic.id();
        return new CompareReport.Source(of, result.provenanceA().withSetting(setting),
                result.provenanceB().withSetting(setting));
    }

    public Provenance provenance() {
        return JointProvenance.of(result.provenanceA(), result.provenanceB())
                .withSetting("statistic=" + statistic.id());
    }

    /// `1450 tokens of 12 texts`.
    String extent() {
        return result.tokens() + " tokens of " + result.texts() + (result.texts() == 1 ? " text" : " texts");
    }
}
