/// Which experts the tokens of a prompt went to: what the view and the commands show of it.
@NullMarked
package org.sextant.app.routing;

import org.jspecify.annotations.NullMarked;
