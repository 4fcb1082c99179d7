/// Two models side by side.
@NullMarked
package org.sextant.app.compare;

import org.jspecify.annotations.NullMarked;
