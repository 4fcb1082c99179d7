/// Tests of what the person works on.
@NullMarked
package org.sextant.app.state;

import org.jspecify.annotations.NullMarked;
