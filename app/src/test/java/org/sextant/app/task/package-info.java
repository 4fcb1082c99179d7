/// Tests of background work.
@NullMarked
package org.sextant.app.task;

import org.jspecify.annotations.NullMarked;
