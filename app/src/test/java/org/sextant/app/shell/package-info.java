/// Tests of the main window, on a model that answers from a script.
@NullMarked
package org.sextant.app.shell;

import org.jspecify.annotations.NullMarked;
