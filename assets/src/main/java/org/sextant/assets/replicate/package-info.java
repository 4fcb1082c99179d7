/// Published results redone on the demo models.
@NullMarked
package org.sextant.assets.replicate;

import org.jspecify.annotations.NullMarked;
