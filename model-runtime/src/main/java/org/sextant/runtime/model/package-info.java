/// The transformer: embedding, blocks, attention, feed-forward, norms, rotary embeddings, key-value cache, unembedding.
@NullMarked
package org.sextant.runtime.model;

import org.jspecify.annotations.NullMarked;
