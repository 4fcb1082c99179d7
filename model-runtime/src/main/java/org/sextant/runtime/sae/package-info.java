/// Sparse autoencoders and transcoders: formats, forward, metrics, training.
@NullMarked
package org.sextant.runtime.sae;

import org.jspecify.annotations.NullMarked;
