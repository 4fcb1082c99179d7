/// Tests of the view of SAE features.
@NullMarked
package org.sextant.app.features;

import org.jspecify.annotations.NullMarked;
