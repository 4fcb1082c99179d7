/// Background work: executor, progress, cancelling, latest-wins.
@NullMarked
package org.sextant.app.task;

import org.jspecify.annotations.NullMarked;
