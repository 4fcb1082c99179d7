package org.sextant.assets.world;

/// Whether a prompt is made of what training documents may contain, or of what is kept from them.
public enum Split {
    TRAIN, HELD_OUT
}
