package org.sextant.app.compare;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.sextant.app.chart.DataCell;
import org.sextant.app.chart.DataTable;
import org.sextant.app.chart.Heatmap;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersResult;
import org.sextant.runtime.session.LayerPair;
import org.sextant.runtime.session.Provenance;
import org.sextant.runtime.session.TensorValue;

/// How alike the layers of two models are: every layer of the one with every layer of the other.
///
/// @param result what the models gave
/// @param statistic one that was asked for
public record LayersPicture(CompareLayersResult result, Similarity statistic) {
    private static final String DEFAULT_SITE = "hook_resid_post";

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
        return new Heatmap(title(), "layer of " + side(result.provenanceA()), "layer of " + side(result.provenanceB()),
                statistic.label(), labels(result.sitesA()), labels(result.sitesB()), new Cells(matrix), false,
                List.of());
    }

    /// Which models it is of stands at the axes.
    private String title() {
        String label = statistic.label();
        return Character.toUpperCase(label.charAt(0)) + label.substring(1) + ", " + result.tokens() + " tokens";
    }

    /// The model's name, and whether it is steered.
    public static String side(Provenance provenance) {
        boolean steered = provenance.settings().stream()
                .anyMatch(setting -> setting.startsWith("edit=") || setting.startsWith("experts="));
        return provenance.model() + (steered ? " (steered)" : "");
    }

    /// Of the residual stream the number of the row: 0 for what goes into block 0, then the blocks' outputs.
    private static List<String> labels(List<String> sites) {
        boolean residual = sites.stream().skip(1).allMatch(site -> site.endsWith(DEFAULT_SITE))
                && sites.getFirst().equals("blocks.0.hook_resid_pre");
        return residual ? IntStream.range(0, sites.size()).mapToObj(Integer::toString).toList() : sites;
    }

    private record Cells(TensorValue matrix) implements Heatmap.Cells {
        @Override
        public int rows() {
            return matrix.size(0);
        }

        @Override
        public int columns() {
            return matrix.size(1);
        }

        @Override
        public float at(int row, int column) {
            return matrix.at(row, column);
        }
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
