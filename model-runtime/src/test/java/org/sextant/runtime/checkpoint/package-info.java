@NullMarked
package org.sextant.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
