/// Prompts with right answers for what the demo models have learnt, as JSON lines that every command with `--pairs` or
/// `--prompts` reads.
@NullMarked
package org.sextant.assets.prompts;

import org.jspecify.annotations.NullMarked;
