/// The only door to DJL's internals: devices, loading mapped bytes into arrays, scopes, fused operations, gradients of inner nodes.
@NullMarked
package org.sextant.runtime.tensor;

import org.jspecify.annotations.NullMarked;
