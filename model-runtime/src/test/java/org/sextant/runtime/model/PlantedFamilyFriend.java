package org.sextant.runtime.model;

import org.sextant.runtime.model.family.ModelLoader;

/// A violation on purpose, for the architecture test: the transformer reaching for a family.
public final class PlantedFamilyFriend {
    private PlantedFamilyFriend() {}

    /// The forbidden arrow.
    public static Class<?> family() {
        return ModelLoader.class;
    }
}
