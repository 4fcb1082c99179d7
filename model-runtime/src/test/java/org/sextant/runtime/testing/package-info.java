/// What the tests of all modules share: fixture models, checkpoints made on the spot, and damaged ones.
@NullMarked
package org.sextant.runtime.testing;

import org.jspecify.annotations.NullMarked;
