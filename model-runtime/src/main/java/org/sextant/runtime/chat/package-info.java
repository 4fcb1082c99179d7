/// Conversations as prompts: the model's own chat template renders them.
@NullMarked
package org.sextant.runtime.chat;

import org.jspecify.annotations.NullMarked;
