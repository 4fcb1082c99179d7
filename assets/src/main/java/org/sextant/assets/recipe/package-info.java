/// How the demo models are made: text of the harbour, a tokenizer learned from it, a training, the files that ship.
@NullMarked
package org.sextant.assets.recipe;

import org.jspecify.annotations.NullMarked;
