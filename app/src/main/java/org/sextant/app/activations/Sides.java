package org.sextant.app.activations;

import java.util.Optional;
import java.util.function.Function;

/// The same of a model as it is and, where it is steered, as it is now.
///
/// @param <T> what there is of both
/// @param unsteered of the model as it is
/// @param now of the steered model; empty where nothing steers it or nobody asked
public record Sides<T>(T unsteered, Optional<T> now) {
    /// The same of what becomes of both.
    public <S> Sides<S> map(Function<? super T, ? extends S> change) {
        return new Sides<>(change.apply(unsteered), now.map(change));
    }

    /// The steered one, where there is one.
    public T newest() {
        return now.orElse(unsteered);
    }
}
