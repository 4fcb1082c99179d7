package org.sextant.app.routing;

import java.util.OptionalDouble;

/// What can be done with an expert at one stroke.
enum ExpertChange {
    OFF("Switch off", "It cannot be chosen: the next best expert takes its place", OptionalDouble.of(0)),
    HALF("Half", "Half its weight where it is chosen", OptionalDouble.of(0.5)),
    DOUBLE("Double", "Twice its weight where it is chosen", OptionalDouble.of(2)),
    SLIDER("Slider", "Put it on the board, where nothing is changed yet", OptionalDouble.of(1)),
    LEAVE("As it is", "Take its slider off the board", OptionalDouble.empty());

    private final String title;
    private final String description;
    private final OptionalDouble gain;

    ExpertChange(String title, String description, OptionalDouble gain) {
        this.title = title;
        this.description = description;
        this.gain = gain;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /// What its weight is multiplied by; empty takes its slider away.
    OptionalDouble gain() {
        return gain;
    }
}
