/// The small trainer: language models from text on DJL arrays, with a state that goes on exactly where it stopped.
@NullMarked
package org.sextant.runtime.train;

import org.jspecify.annotations.NullMarked;
