/// Tests of the slider board.
@NullMarked
package org.sextant.app.steering;

import org.jspecify.annotations.NullMarked;
