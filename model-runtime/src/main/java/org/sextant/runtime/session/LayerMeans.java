package org.sextant.runtime.session;

import java.util.List;

import org.sextant.runtime.compare.TokenRows;

/// Means over tokens of how two layers beside each other differ.
final class LayerMeans {
    private final List<LayerPair> layers;
    private final double[] cosines;
    private final double[] ratios;
    private long tokens;

    LayerMeans(List<LayerPair> layers) {
        this.layers = layers;
        this.cosines = new double[layers.size()];
        this.ratios = new double[layers.size()];
    }

    /// Adds the rows that are filled.
    void add(TokenRows a, TokenRows b) {
        for (LayerPair layer : layers) {
            float[] x = new float[layer.widthA()];
            float[] y = new float[layer.widthB()];
            for (int row = 0; row < a.rows(); row++) {
                double normA = a.norm(layer.layer(), row);
                double normB = b.norm(layer.layerB(), row);
                ratios[layer.layer()] += normB / normA;
                if (layer.sameWidth()) {
                    a.row(layer.layer(), row, x);
                    b.row(layer.layerB(), row, y);
                    cosines[layer.layer()] += product(x, y) / (normA * normB);
                }
            }
        }
        tokens += a.rows();
    }

    private static double product(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }

    /// One for each pair of layers.
    List<CompareLayersResult.Layer> means() {
        return layers.stream().map(layer -> new CompareLayersResult.Layer(layer,
                layer.sameWidth() ? cosines[layer.layer()] / tokens : Double.NaN,
                ratios[layer.layer()] / tokens)).toList();
    }
}
