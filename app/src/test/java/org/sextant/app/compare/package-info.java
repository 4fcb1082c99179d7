/// Tests of the compare view.
@NullMarked
package org.sextant.app.compare;

import org.jspecify.annotations.NullMarked;
