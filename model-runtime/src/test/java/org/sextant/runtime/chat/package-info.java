@NullMarked
package org.sextant.runtime.chat;

import org.jspecify.annotations.NullMarked;
