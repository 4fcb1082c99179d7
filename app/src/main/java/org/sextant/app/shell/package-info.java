/// The main window: prompt strip, view area, inspector, generation, status bar, menus, key map.
@NullMarked
package org.sextant.app.shell;

import org.jspecify.annotations.NullMarked;
