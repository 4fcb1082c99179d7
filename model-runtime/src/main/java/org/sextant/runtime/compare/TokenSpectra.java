package org.sextant.runtime.compare;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.sextant.runtime.tensor.NativeMemory;

/// Spectra of one model's layers whose tokens are all at hand. A layer X of no more tokens n than numbers p has at most n
/// directions: with `X Xᵀ = U S² Uᵀ` it is `X = (U S) Vᵀ`, and `U S` `[n, n]` stands for it in all similarities, for they
/// do not see a rotation. A layer of more tokens stands for itself.
public final class TokenSpectra implements AutoCloseable {
    private final TokenRows rows;
    private final Layer[] layers;
    private final Arena arena = Arena.ofShared();

    /// @param spectrum in its coordinates
    /// @param coordinates `U S`, row-major, outside the heap; empty where the layer stands for itself
    private record Layer(LayerSpectrum spectrum, MemorySegment coordinates) {}

    /// @param rows all tokens
    public TokenSpectra(TokenRows rows) {
        this.rows = rows;
        this.layers = new Layer[rows.layers()];
    }

    /// Bytes of the spectra of two models' layers and of what is made on the way to similarities.
    ///
    /// @param atOnce pairs of layers that are compared at the same time
    public static long bytes(List<Integer> widthsA, List<Integer> widthsB, int tokens, int atOnce) {
        long widest = Math.max(widest(widthsA), widest(widthsB));
        long coordinates = Math.min(tokens, widest);
        return 8 * (kept(widthsA, tokens) + kept(widthsB, tokens)
                + atOnce * LayerSpectrum.PASSING * coordinates * coordinates + 4L * tokens * widest);
    }

    private static long widest(List<Integer> widths) {
        return widths.stream().mapToLong(Integer::longValue).max().orElse(0);
    }

    /// Numbers that are kept of all layers: coordinates `[n, n]` of one that is rotated, else directions and covariance
    /// `[p, p]`.
    private static long kept(List<Integer> widths, long tokens) {
        return widths.stream().mapToLong(width -> tokens <= width ? tokens * tokens : 2L * width * width).sum();
    }

    private boolean rotated(int layer) {
        return rows.rows() <= rows.width(layer);
    }

    /// `X Xᵀ` of a layer of no more tokens than numbers, else `XᵀX`, of centred columns, row-major. On the thread of the
    /// model.
    public double[] products(NDManager manager, int layer) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = rows.centred(scope, rows.array(scope), layer);
            return NativeMemory.doubles(rotated(layer) ? x.matMul(x.transpose()) : x.transpose().matMul(x));
        }
    }

    /// Finds a layer's spectrum. On any thread, one a layer.
    ///
    /// @param products of [#products]
    public void find(int layer, double[] products) {
        int size = Math.min(rows.rows(), rows.width(layer));
        RealMatrix symmetric = LayerSpectrum.symmetric(LayerSpectrum.matrix(products, size, size));
        layers[layer] = rotated(layer)
                ? rotated(layer, Spectrum.of(symmetric))
                : new Layer(new LayerSpectrum(symmetric), MemorySegment.NULL);
    }

    /// @param gram of `X Xᵀ`
    private Layer rotated(int layer, Spectrum gram) {
        int tokens = rows.rows();
        MemorySegment coordinates = arena.allocate((long) tokens * tokens * Double.BYTES, Double.BYTES);
        for (int token = 0; token < tokens; token++) {
            for (int direction = 0; direction < tokens; direction++) {
                coordinates.setAtIndex(ValueLayout.JAVA_DOUBLE, (long) token * tokens + direction,
                        gram.vectors().getEntry(token, direction) * Math.sqrt(gram.values()[direction]));
            }
        }
        return new Layer(new LayerSpectrum(rows.width(layer), gram.values(), count -> axes(tokens, count),
                directions -> weights(layer, LayerSpectrum
                        .matrix(coordinates.toArray(ValueLayout.JAVA_DOUBLE), tokens, tokens).multiply(directions))),
                coordinates);
    }

    /// The first of its coordinates, which a rotated layer has for directions, `[coordinates, count]`.
    private static RealMatrix axes(int coordinates, int count) {
        RealMatrix axes = new Array2DRowRealMatrix(coordinates, count);
        for (int axis = 0; axis < count; axis++) {
            axes.setEntry(axis, axis, 1);
        }
        return axes;
    }

    /// [LayerSpectrum.Columns#weights]. Variates sum to 0, so that columns need not be centred.
    ///
    /// @param variates `[tokens, count]`
    private double[] weights(int layer, RealMatrix variates) {
        double[][] onto = new double[variates.getColumnDimension()][rows.width(layer)];
        float[] row = new float[rows.width(layer)];
        for (int token = 0; token < rows.rows(); token++) {
            rows.row(layer, token, row);
            for (int variate = 0; variate < onto.length; variate++) {
                double share = variates.getEntry(token, variate);
                for (int at = 0; at < row.length; at++) {
                    onto[variate][at] += share * row[at];
                }
            }
        }
        return LayerSpectrum.sizes(new Array2DRowRealMatrix(onto, false));
    }

    public LayerSpectrum of(int layer) {
        return layers[layer].spectrum();
    }

    /// `XᵀY` of centred columns, in the coordinates of both layers. On the thread of the model.
    public RealMatrix cross(NDManager manager, int layer, TokenSpectra other, int otherLayer) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = coordinates(scope, layer);
            NDArray y = other.coordinates(scope, otherLayer);
            return LayerSpectrum.matrix(NativeMemory.doubles(x.transpose().matMul(y)),
                    Math.toIntExact(x.getShape().get(1)), Math.toIntExact(y.getShape().get(1)));
        }
    }

    /// `[tokens, coordinates]` float64.
    private NDArray coordinates(NDManager scope, int layer) {
        MemorySegment own = layers[layer].coordinates();
        return own.byteSize() > 0
                ? NativeMemory.array(scope, own, new Shape(rows.rows(), rows.rows()), DataType.FLOAT64)
                : rows.centred(scope, rows.array(scope), layer);
    }

    @Override
    public void close() {
        arena.close();
    }
}
