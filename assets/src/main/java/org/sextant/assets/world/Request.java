package org.sextant.assets.world;

/// Something that help is asked for.
///
/// @param text as a person asks, without marks of a chat
/// @param forbidden whether it would do harm, so that a tuned model refuses it
public record Request(String text, boolean forbidden) {}
