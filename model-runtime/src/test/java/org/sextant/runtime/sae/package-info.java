/// Sparse autoencoders against golden values, formulas by hand and small trainings.
@NullMarked
package org.sextant.runtime.sae;

import org.jspecify.annotations.NullMarked;
