/// What every view is to the window that shows it.
@NullMarked
package org.sextant.app.view;

import org.jspecify.annotations.NullMarked;
