/// One small class per architecture: names of tensors and defaults of the config, mapped onto one neutral specification.
@NullMarked
package org.sextant.runtime.model.family;

import org.jspecify.annotations.NullMarked;
