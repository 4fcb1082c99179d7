/// What ships with the workbench besides code.
@NullMarked
package org.sextant.assets;

import org.jspecify.annotations.NullMarked;
