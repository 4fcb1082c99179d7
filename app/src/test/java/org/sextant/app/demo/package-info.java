@NullMarked
package org.sextant.app.demo;

import org.jspecify.annotations.NullMarked;
