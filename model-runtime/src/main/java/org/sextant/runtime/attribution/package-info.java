/// Which places in a model an answer came from: RelP and its kin beside the patching that they approximate.
@NullMarked
package org.sextant.runtime.attribution;

import org.jspecify.annotations.NullMarked;
