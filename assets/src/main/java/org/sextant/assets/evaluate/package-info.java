/// How good a model is at the tasks of the demo models' world: figures with their aims.
@NullMarked
package org.sextant.assets.evaluate;

import org.jspecify.annotations.NullMarked;
