/// Learns a tokenizer from texts and writes it in the layout that the runtime and the reference library read.
@NullMarked
package org.sextant.assets.tokenizer;

import org.jspecify.annotations.NullMarked;
