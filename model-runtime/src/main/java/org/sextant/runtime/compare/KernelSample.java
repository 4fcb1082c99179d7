package org.sextant.runtime.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;

/// Some tokens drawn by lot from all, for similarities that need single ones. Every token is as likely to be among them
/// (reservoir sampling), whatever their number.
public final class KernelSample {
    private static final long SEED = 20_250_514;

    private final float[][] a;
    private final float[][] b;
    private final List<Integer> widthsA;
    private final List<Integer> widthsB;
    private final int size;
    private final Random random = new Random(SEED);
    private long seen;

    /// @param size tokens to keep
    public KernelSample(TokenRows a, TokenRows b, int size) {
        this.size = size;
        this.widthsA = a.widths();
        this.widthsB = b.widths();
        this.a = room(widthsA, size);
        this.b = room(widthsB, size);
    }

    /// Bytes of the sample and of the kernels that are made from it.
    public static long bytes(List<Integer> widthsA, List<Integer> widthsB, int size) {
        long numbers = widthsA.stream().mapToLong(Integer::longValue).sum()
                + widthsB.stream().mapToLong(Integer::longValue).sum();
        return size * numbers * Float.BYTES + (widthsB.size() + 4L) * size * size * Double.BYTES;
    }

    private static float[][] room(List<Integer> widths, int size) {
        return widths.stream().map(width -> new float[width * size]).toArray(float[][]::new);
    }

    /// Lets the filled rows take part.
    public void draw(TokenRows rowsA, TokenRows rowsB) {
        for (int row = 0; row < rowsA.rows(); row++) {
            long place = seen < size ? seen : random.nextLong(seen + 1);
            seen++;
            if (place < size) {
                keep(rowsA, row, a, (int) place);
                keep(rowsB, row, b, (int) place);
            }
        }
    }

    private static void keep(TokenRows rows, int row, float[][] kept, int place) {
        for (int layer = 0; layer < kept.length; layer++) {
            float[] values = new float[rows.width(layer)];
            rows.row(layer, row, values);
            System.arraycopy(values, 0, kept[layer], place * values.length, values.length);
        }
    }

    /// Tokens that are kept.
    public int tokens() {
        return (int) Math.min(seen, size);
    }

    /// CKA of Gaussian kernels `exp(−d² / (2 med))`, med being the median of all squared distances, those of a token from
    /// itself among them. On the calling thread's model.
    ///
    /// @param between called between layers; may throw to stop
    /// @return `[layers of A][layers of B]`; NaN where a layer does not vary
    public double[][] similarities(NDManager manager, Runnable between) {
        double[][] found = new double[a.length][b.length];
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> right = new ArrayList<>();
            for (int layer = 0; layer < b.length; layer++) {
                between.run();
                right.add(kernel(scope, b[layer], widthsB.get(layer)));
            }
            for (int layer = 0; layer < a.length; layer++) {
                between.run();
                try (NDManager inner = scope.newSubManager()) {
                    NDArray left = kernel(inner, a[layer], widthsA.get(layer));
                    for (int other = 0; other < b.length; other++) {
                        found[layer][other] = LinearCka.ratio(product(left, right.get(other)), product(left, left),
                                product(right.get(other), right.get(other)));
                    }
                }
            }
        }
        return found;
    }

    private static double product(NDArray left, NDArray right) {
        try (NDArray each = left.mul(right); NDArray sum = each.sum()) {
            return sum.getDouble();
        }
    }

    /// Centred, `[tokens, tokens]` float64.
    private NDArray kernel(NDManager scope, float[] values, int width) {
        int tokens = tokens();
        try (NDManager inner = scope.newSubManager()) {
            NDArray rows = inner.create(Arrays.copyOf(values, tokens * width), new Shape(tokens, width))
                    .toType(DataType.FLOAT64, false);
            rows = rows.sub(rows.mean(new int[]{0}, true));
            NDArray lengths = rows.square().sum(new int[]{1}, true);
            NDArray distances = rows.matMul(rows.transpose()).muli(-2).addi(lengths).addi(lengths.transpose())
                    .maximum(0);
            NDArray kernel = distances.div(-2 * median(NativeMemory.doubles(distances))).exp();
            NDArray centred = kernel.sub(kernel.mean(new int[]{0}, true));
            centred = centred.sub(centred.mean(new int[]{1}, true));
            centred.attach(scope);
            return centred;
        }
    }

    private static double median(double[] values) {
        Arrays.parallelSort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
