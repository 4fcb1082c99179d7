/// The rules of the house, as tests.
@NullMarked
package org.sextant.runtime.architecture;

import org.jspecify.annotations.NullMarked;
