/// Activations per layer and token, one site in full, attention patterns, the logit lens.
@NullMarked
package org.sextant.app.activations;

import org.jspecify.annotations.NullMarked;
