/// Which nodes an answer comes from: what the view and the command show of it.
@NullMarked
package org.sextant.app.attribution;

import org.jspecify.annotations.NullMarked;
