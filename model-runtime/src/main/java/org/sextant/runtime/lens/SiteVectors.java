package org.sextant.runtime.lens;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.hook.SiteKind.Axes;
import org.sextant.runtime.tensor.NativeMemory;

/// The value of a site for one prompt, read as vectors: one a position, for per-head sites one a head and position. In
/// an attention pattern the vector of a head and a query position runs over the key positions.
public final class SiteVectors {
    private static final float[] NOTHING = {};

    private final Site site;
    private final float[] values;
    private final int heads;
    private final int positions;
    private final int width;

    private SiteVectors(Site site, float[] values, int heads, int positions, int width) {
        this.site = site;
        this.values = values;
        this.heads = heads;
        this.positions = positions;
        this.width = width;
    }

    /// Copies the value out of the engine.
    ///
    /// @param value as SITES.md shapes it, with a batch of one
    public static SiteVectors of(Site site, NDArray value) {
        int[] shape = NativeMemory.shape(value);
        if (shape[0] != 1) {
            throw new IllegalArgumentException("a batch of " + shape[0] + " at " + site);
        }
        float[] values = NativeMemory.floats(value);
        return switch (site.kind().axes()) {
            case RESIDUAL, HIDDEN, SCALAR, EXPERTS, CHOSEN -> new SiteVectors(site, values, 0, shape[1], shape[2]);
            case PER_HEAD -> new SiteVectors(site, values, shape[2], shape[1], shape[3]);
            case PATTERN -> new SiteVectors(site, values, shape[1], shape[2], shape[3]);
        };
    }

    public Site site() {
        return site;
    }

    public int positions() {
        return positions;
    }

    public int width() {
        return width;
    }

    /// Number of heads; 0 where the site has none.
    public int heads() {
        return heads;
    }

    /// Each head, or the one row of a site that has none.
    public List<OptionalInt> rows() {
        return heads == 0
                ? List.of(OptionalInt.empty())
                : IntStream.range(0, heads).mapToObj(OptionalInt::of).toList();
    }

    /// The vector of a head at a position.
    public float[] vector(OptionalInt head, int position) {
        int row = site.kind().axes() == Axes.PATTERN
                ? head.orElse(0) * positions + position
                : position * Math.max(1, heads) + head.orElse(0);
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    /// A statistic of the vector of a head at a position, over the entries that have a value.
    ///
    /// @param before the same kind of site one layer before, where there is one
    /// @return NaN where layers are compared and there is none before
    public double statistic(RowStatistic statistic, OptionalInt head, int position, Optional<SiteVectors> before) {
        float[] vector = vector(head, position);
        if (!statistic.comparesLayers()) {
            return statistic.formula().applyAsDouble(present(vector, vector), NOTHING);
        }
        if (before.filter(this::follows).isEmpty()) {
            return Double.NaN;
        }
        float[] earlier = before.get().vector(head, position);
        return statistic.formula().applyAsDouble(present(vector, earlier), present(earlier, vector));
    }

    private boolean follows(SiteVectors before) {
        return before.site.kind() == site.kind() && before.site.layer() == site.layer() - 1 && before.heads == heads
                && before.positions == positions && before.width == width;
    }

    /// The entries of a vector where both it and the other have a value.
    private float[] present(float[] vector, float[] other) {
        float[] present = new float[vector.length];
        int count = 0;
        for (int i = 0; i < vector.length; i++) {
            if (!missing(vector[i]) && !missing(other[i])) {
                present[count++] = vector[i];
            }
        }
        return count == vector.length ? vector : Arrays.copyOf(present, count);
    }

    /// Whether an entry of a vector is no value at all: the −∞ of a masked attention score. Anywhere else an infinite
    /// value is the model's own and must be seen.
    public boolean missing(float entry) {
        return entry == Float.NEGATIVE_INFINITY && site.kind() == SiteKind.ATTN_SCORES;
    }
}
