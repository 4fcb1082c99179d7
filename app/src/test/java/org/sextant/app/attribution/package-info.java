/// Tests of the attribution view.
@NullMarked
package org.sextant.app.attribution;

import org.jspecify.annotations.NullMarked;
