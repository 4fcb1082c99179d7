/// What tests of several rooms share.
@NullMarked
package org.sextant.app.testing;

import org.jspecify.annotations.NullMarked;
