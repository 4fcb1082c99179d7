/// What every room of the runtime shares: the failure that a person can mend, and the version.
@NullMarked
package org.sextant.runtime;

import org.jspecify.annotations.NullMarked;
