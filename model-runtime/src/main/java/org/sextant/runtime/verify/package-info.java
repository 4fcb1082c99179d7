/// Is this model computed correctly here? Identities between sites, cached against uncached, a batch against one
/// sequence, a rerun in float64, and a recorded reference.
@NullMarked
package org.sextant.runtime.verify;

import org.jspecify.annotations.NullMarked;
