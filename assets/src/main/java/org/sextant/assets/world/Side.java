package org.sextant.assets.world;

/// Which half of a contrast such as `{full~empty}` a text takes: singular or plural, glad or sad, English or pidgin.
enum Side {
    FIRST, SECOND;

    Side other() {
        return this == FIRST ? SECOND : FIRST;
    }
}
