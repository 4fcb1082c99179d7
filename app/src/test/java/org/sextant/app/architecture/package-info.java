/// The arrows of the house, held by tests.
@NullMarked
package org.sextant.app.architecture;

import org.jspecify.annotations.NullMarked;
