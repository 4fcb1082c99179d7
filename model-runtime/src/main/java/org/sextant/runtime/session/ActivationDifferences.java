package org.sextant.runtime.session;

import java.util.List;

/// How activations of two models differ, one pair of positions at a time.
record ActivationDifferences(List<LayerPair> layers, List<PositionPairs.Pair> pairs) {
    private interface Figure {
        double of(double product, double squaresA, double squaresB);
    }

    /// `x·y / (‖x‖ ‖y‖)`, `[layers, pairs]`; NaN where the widths differ.
    ///
    /// @param a `[T, width]` of each of the first model's sites
    /// @param b `[T, width]` of each of the second model's sites
    TensorValue cosine(List<float[]> a, List<float[]> b) {
        // The root of the product, so that it is exactly 1 for the same numbers.
        return of(a, b, (product, x, y) -> product / Math.sqrt(x * y));
    }

    /// `‖y‖ / ‖x‖`, `[layers, pairs]`.
    TensorValue normRatio(List<float[]> a, List<float[]> b) {
        return of(a, b, (_, x, y) -> Math.sqrt(y) / Math.sqrt(x));
    }

    private TensorValue of(List<float[]> a, List<float[]> b, Figure figure) {
        float[] values = new float[layers.size() * pairs.size()];
        for (LayerPair layer : layers) {
            for (int at = 0; at < pairs.size(); at++) {
                values[layer.layer() * pairs.size() + at] = (float) of(layer, pairs.get(at), a.get(layer.layer()),
                        b.get(layer.layerB()), figure);
            }
        }
        return TensorValue.of(values, layers.size(), pairs.size());
    }

    private static double of(LayerPair layer, PositionPairs.Pair pair, float[] a, float[] b, Figure figure) {
        int fromA = pair.a() * layer.widthA();
        int fromB = pair.b() * layer.widthB();
        double product = layer.sameWidth() ? product(a, fromA, b, fromB, layer.widthA()) : Double.NaN;
        return figure.of(product, product(a, fromA, a, fromA, layer.widthA()),
                product(b, fromB, b, fromB, layer.widthB()));
    }

    private static double product(float[] x, int fromX, float[] y, int fromY, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += (double) x[fromX + i] * y[fromY + i];
        }
        return sum;
    }
}
