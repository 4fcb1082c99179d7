/// The slider board: what the model is changed by while it runs, and what that does to the next token.
@NullMarked
package org.sextant.app.steering;

import org.jspecify.annotations.NullMarked;
