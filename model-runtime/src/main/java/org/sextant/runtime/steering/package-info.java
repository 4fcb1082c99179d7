/// Steering: vectors and where they come from, plans of edits, and how a plan becomes hooks.
@NullMarked
package org.sextant.runtime.steering;

import org.jspecify.annotations.NullMarked;
