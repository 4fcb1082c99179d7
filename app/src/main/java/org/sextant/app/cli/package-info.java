/// One command per view, over the same requests and results.
@NullMarked
package org.sextant.app.cli;

import org.jspecify.annotations.NullMarked;
