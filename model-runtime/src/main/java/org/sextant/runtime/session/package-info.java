/// The face of the runtime: requests and results as immutable records, the model thread, progress, cancelling, memory budget.
@NullMarked
package org.sextant.runtime.session;

import org.jspecify.annotations.NullMarked;
