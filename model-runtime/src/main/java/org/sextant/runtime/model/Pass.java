package org.sextant.runtime.model;

import java.util.Optional;

import org.sextant.runtime.hook.Hooks;

/// What all blocks of one forward pass share.
///
/// @param hooks what is asked at every site
/// @param rotary cosines and sines of this pass's positions
/// @param masks which keys a query sees
/// @param cache keys and values of the tokens before, where there are any
/// @param rules what a backward pass does instead of a plain derivative
record Pass(Hooks hooks, RotaryTables rotary, AttentionMasks masks, Optional<KeyValueCache> cache,
        RelevanceRules rules) {}
