/// What lies on disk: safetensors, shard index, GGUF, npz, config.json of both dialects, tokenizer, the local Hugging
/// Face cache.
@NullMarked
package org.sextant.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
