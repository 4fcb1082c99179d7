/// Two models on the same texts: how alike their representations are, how far apart what they predict.
@NullMarked
package org.sextant.runtime.compare;

import org.jspecify.annotations.NullMarked;
