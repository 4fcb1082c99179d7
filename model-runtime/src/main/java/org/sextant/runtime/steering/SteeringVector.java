package org.sextant.runtime.steering;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.sextant.runtime.hook.SiteKind;

/// A direction in the residual stream, one for each of some layers.
///
/// @param site where in a block it belongs, such as `hook_resid_post`
/// @param byLayer `[d_model]` by the number of the block
/// @param about what to know of it: `model`, `method`, `normalised`, `date` and others
public record SteeringVector(SiteKind site, SortedMap<Integer, float[]> byLayer, Map<String, String> about) {
    /// @throws SteeringException if there is no layer, or layers differ in width
    public SteeringVector {
        SortedMap<Integer, float[]> copy = new TreeMap<>();
        byLayer.forEach((layer, vector) -> copy.put(layer, vector.clone()));
        byLayer = Collections.unmodifiableSortedMap(copy);
        about = Map.copyOf(about);
        if (byLayer.isEmpty()) {
            throw new SteeringException("the vector has no layer", "at " + site.suffix(),
                    "give it a direction for one layer at least");
        }
        if (byLayer.values().stream().mapToInt(vector -> vector.length).distinct().count() > 1) {
            throw new SteeringException("the vector's layers differ in width", "at " + site.suffix(),
                    "give every layer a direction of the model's d_model");
        }
    }

    /// d_model of the models that it fits.
    public int width() {
        return byLayer.values().iterator().next().length;
    }

    /// The direction of one layer.
    ///
    /// @throws SteeringException if it has none there
    public float[] at(int layer) {
        float[] vector = byLayer.get(layer);
        if (vector == null) {
            throw new SteeringException("the vector has no direction for layer " + layer,
                    "among its layers " + byLayer.keySet(), "choose one of these");
        }
        return vector.clone();
    }

    /// Euclidean length.
    public static double norm(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /// Where a row lies along a direction, `x · v̂`; 0 where the direction is zero.
    public static double projection(float[] row, float[] direction) {
        double norm = norm(direction);
        return norm == 0 ? 0 : Rows.dot(row, direction) / norm;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SteeringVector vector && site == vector.site && about.equals(vector.about)
                && byLayer.keySet().equals(vector.byLayer.keySet()) && byLayer.keySet().stream()
                        .allMatch(layer -> Arrays.equals(byLayer.get(layer), vector.byLayer.get(layer)));
    }

    @Override
    public int hashCode() {
        return 31 * site.hashCode() + byLayer.keySet().hashCode();
    }
}
