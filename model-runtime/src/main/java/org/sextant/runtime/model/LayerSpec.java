package org.sextant.runtime.model;

/// What may differ from block to block.
///
/// @param window keys that a query sees, its own included; 0 for all before it
/// @param attentionScale factor of the scores
public record LayerSpec(int window, double attentionScale) {}
