package org.sextant.runtime.hook;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/// A change at one site: steering, patching and masks all become this.
///
/// @param site where
/// @param change takes the value there and gives the one to go on with, of the same shape; it must not write into the
///         value it gets
public record Intervention(Site site, UnaryOperator<NDArray> change) {}
