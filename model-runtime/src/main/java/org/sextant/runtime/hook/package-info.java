/// Names of places in the model, what to capture there, what to change there.
@NullMarked
package org.sextant.runtime.hook;

import org.jspecify.annotations.NullMarked;
