/// Files that are written whole or not at all.
@NullMarked
package org.sextant.app.file;

import org.jspecify.annotations.NullMarked;
