/// What the features of an SAE do on a corpus: how often, how strongly, where, and together with which others; counted
/// text by text and kept in a file that survives a broken-off run.
@NullMarked
package org.sextant.runtime.harvest;

import org.jspecify.annotations.NullMarked;
