/// What the person works on: open models, prompt, one shared selection, preferences.
@NullMarked
package org.sextant.app.state;

import org.jspecify.annotations.NullMarked;
