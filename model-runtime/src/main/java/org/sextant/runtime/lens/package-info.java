/// Logit lens, statistics of activations, attention patterns.
@NullMarked
package org.sextant.runtime.lens;

import org.jspecify.annotations.NullMarked;
