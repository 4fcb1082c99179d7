/// What this machine makes of a model: each figure beside its bound, both measured in the same run.
@NullMarked
package org.sextant.runtime.bench;

import org.jspecify.annotations.NullMarked;
