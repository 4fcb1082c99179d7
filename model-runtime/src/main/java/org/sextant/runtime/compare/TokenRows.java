package org.sextant.runtime.compare;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// Activations of some tokens, a row each, layer beside layer, in memory outside the heap that belongs to no model. One
/// thread fills them; once they are handed over, any number may read them until they are emptied.
///
/// Behind the numbers `x` of a layer stand `‖x‖²` and 1, so that the products of such rows hold all sums that a
/// similarity needs. A layer is moved by the mean of the tokens that came first: no similarity sees that, and
/// products in single precision keep more digits.
public final class TokenRows implements AutoCloseable {
    /// What stands behind the numbers of a layer.
    public static final int EXTRA = 2;

    private final int[] widths;
    private final int[] starts;
    private final int stride;
    private final int capacity;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment values;
    private final float[][] shifts;
    private final double[][] norms;
    private int rows;

    /// @param widths numbers of each layer
    /// @param capacity rows at the most
    public TokenRows(List<Integer> widths, int capacity) {
        this.widths = widths.stream().mapToInt(Integer::intValue).toArray();
        this.capacity = capacity;
        this.starts = new int[this.widths.length + 1];
        for (int layer = 0; layer < this.widths.length; layer++) {
            starts[layer + 1] = starts[layer] + this.widths[layer] + EXTRA;
        }
        this.stride = starts[this.widths.length];
        this.values = arena.allocate((long) capacity * stride * Float.BYTES, Float.BYTES);
        this.shifts = new float[this.widths.length][];
        this.norms = new double[this.widths.length][capacity];
    }

    /// Bytes of such rows.
    public static long bytes(List<Integer> widths, int capacity) {
        long stride = widths.stream().mapToLong(width -> width + EXTRA).sum();
        return stride * capacity * Float.BYTES + (long) widths.size() * capacity * Double.BYTES;
    }

    public int layers() {
        return widths.length;
    }

    /// Numbers of a layer.
    public int width(int layer) {
        return widths[layer];
    }

    /// Rows that are filled.
    public int rows() {
        return rows;
    }

    /// Rows that are still free.
    public int room() {
        return capacity - rows;
    }

    /// Writes a layer of the rows that come next; [#advance] makes them count once every layer is written.
    ///
    /// @param source `[..., width]`, row-major
    /// @param picked which of its rows
    public void put(int layer, float[] source, int[] picked) {
        int width = widths[layer];
        float[] shift = shifts[layer];
        if (shift == null) {
            shift = mean(source, picked, width);
            shifts[layer] = shift;
        }
        float[] row = new float[width + EXTRA];
        for (int i = 0; i < picked.length; i++) {
            int from = picked[i] * width;
            double moved = 0;
            double whole = 0;
            for (int at = 0; at < width; at++) {
                float value = source[from + at];
                float less = value - shift[at];
                row[at] = less;
                moved += (double) less * less;
                whole += (double) value * value;
            }
            row[width] = (float) moved;
            row[width + 1] = 1;
            norms[layer][rows + i] = Math.sqrt(whole);
            MemorySegment.copy(row, 0, values, ValueLayout.JAVA_FLOAT, offset(rows + i, layer), row.length);
        }
    }

    private static float[] mean(float[] source, int[] picked, int width) {
        double[] sum = new double[width];
        for (int pick : picked) {
            for (int at = 0; at < width; at++) {
                sum[at] += source[pick * width + at];
            }
        }
        float[] mean = new float[width];
        for (int at = 0; at < width; at++) {
            // What is not finite must stay in sight in its own row, not in all.
            float value = (float) (sum[at] / picked.length);
            mean[at] = Float.isFinite(value) ? value : 0;
        }
        return mean;
    }

    /// Counts rows whose layers are all written.
    public void advance(int more) {
        rows += more;
    }

    /// Forgets the rows; what the layers are moved by stays.
    public void empty() {
        rows = 0;
    }

    /// `‖x‖` of a row as it was put.
    public double norm(int layer, int row) {
        return norms[layer][row];
    }

    /// A row of a layer as it was put, up to rounding.
    ///
    /// @param into `[width]`
    public void row(int layer, int row, float[] into) {
        MemorySegment.copy(values, ValueLayout.JAVA_FLOAT, offset(row, layer), into, 0, widths[layer]);
        float[] shift = shifts[layer];
        for (int at = 0; at < widths[layer]; at++) {
            into[at] += shift[at];
        }
    }

    private long offset(int row, int layer) {
        return ((long) row * stride + starts[layer]) * Float.BYTES;
    }

    /// The filled rows as an array of the calling thread's model.
    ///
    /// @param scope to be closed before the rows change again
    NDArray array(NDManager scope) {
        return NativeMemory.array(scope, values.asSlice(0, (long) rows * stride * Float.BYTES),
                new Shape(rows, stride), DataType.FLOAT32);
    }

    /// A layer of the filled rows, its columns centred.
    ///
    /// @param all these rows, of [#array]
    /// @return `[rows, width]` float64
    NDArray centred(NDManager scope, NDArray all, int layer) {
        NDArray own = Ops.slice(all, 1, starts[layer], starts[layer] + (long) widths[layer]);
        own.attach(scope);
        NDArray values = own.toType(DataType.FLOAT64, false);
        return values.subi(values.mean(new int[]{0}, true));
    }

    /// First column of a layer.
    int start(int layer) {
        return starts[layer];
    }

    List<Integer> widths() {
        return Arrays.stream(widths).boxed().toList();
    }

    @Override
    public void close() {
        arena.close();
    }
}
