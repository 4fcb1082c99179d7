/// The view of SAE features: which are active on a prompt, what one is, how good the SAE is, and steering by them.
@NullMarked
package org.sextant.app.features;

import org.jspecify.annotations.NullMarked;
