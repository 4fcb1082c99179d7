/// Which experts each token went to; experts switched off and weighed otherwise.
@NullMarked
package org.sextant.runtime.routing;

import org.jspecify.annotations.NullMarked;
