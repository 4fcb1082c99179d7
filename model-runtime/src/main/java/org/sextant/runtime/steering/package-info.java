/// Steering: vectors, where they come from and the files they lie in, plans of edits, and how a plan becomes hooks.
@NullMarked
package org.sextant.runtime.steering;

import org.jspecify.annotations.NullMarked;
