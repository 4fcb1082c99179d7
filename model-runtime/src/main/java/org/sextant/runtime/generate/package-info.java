/// Sampling and token streams.
@NullMarked
package org.sextant.runtime.generate;

import org.jspecify.annotations.NullMarked;
