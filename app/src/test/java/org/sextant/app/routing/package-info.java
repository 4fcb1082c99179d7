/// Tests of the experts view.
@NullMarked
package org.sextant.app.routing;

import org.jspecify.annotations.NullMarked;
