/// The demo models by name, wherever a model can be named.
@NullMarked
package org.sextant.app.demo;

import org.jspecify.annotations.NullMarked;
