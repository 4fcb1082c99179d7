package org.sextant.runtime.lens;

import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/// A number about a vector of activations, alone or beside the vector of the same place one layer before.
///
/// @param comparesLayers whether it needs the layer before
/// @param formula takes the vector and the one before, which is empty unless layers are compared
public record RowStatistic(boolean comparesLayers, ToDoubleBiFunction<float[], float[]> formula) {
    /// A statistic of the vector alone.
    public static RowStatistic alone(ToDoubleFunction<float[]> formula) {
        return new RowStatistic(false, (vector, before) -> formula.applyAsDouble(vector));
    }

    /// A statistic of the vector and the one at the layer before.
    public static RowStatistic acrossLayers(ToDoubleBiFunction<float[], float[]> formula) {
        return new RowStatistic(true, formula);
    }
}
