/// The demo models that ship with the workbench: which there are, what to try with each, and the folder it lies in.
@NullMarked
package org.sextant.assets.demo;

import org.jspecify.annotations.NullMarked;
