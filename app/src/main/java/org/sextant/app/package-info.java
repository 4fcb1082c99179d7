/// Where the program starts.
@NullMarked
package org.sextant.app;

import org.jspecify.annotations.NullMarked;
