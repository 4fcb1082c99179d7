/// The log: a file of the person's own, never standard error.
@NullMarked
package org.sextant.app.log;

import org.jspecify.annotations.NullMarked;
