@NullMarked
package org.sextant.runtime.harvest;

import org.jspecify.annotations.NullMarked;
