/// The world of the demo models: a harbour, told in English that a seed makes.
///
/// Word lists and sentence patterns are resources; a [org.sextant.assets.world.Story] fills them in. One
/// class for each [org.sextant.assets.world.Task] knows how its sentences come about and what of them is kept from training.
@NullMarked
package org.sextant.assets.world;

import org.jspecify.annotations.NullMarked;
