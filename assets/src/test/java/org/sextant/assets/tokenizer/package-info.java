@NullMarked
package org.sextant.assets.tokenizer;

import org.jspecify.annotations.NullMarked;
