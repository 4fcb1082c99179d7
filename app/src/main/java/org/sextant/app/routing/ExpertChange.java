package org.sextant.app.routing;

import java.util.Optional;
import java.util.OptionalDouble;

import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.routing.ExpertGain.Mode;

/// What can be done with an expert at one stroke.
enum ExpertChange {
    OFF("Switch off", "It gets no weight; what becomes of the others is chosen beside", OptionalDouble.of(0)),
    FORCE("Force on", "Every token gets it, as strong as the strongest that the router gave",
            OptionalDouble.of(1)),
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

    /// What the expert's slider becomes; empty takes it away.
    ///
    /// @param weighing what becomes of the other weights of a token where the expert is not forced
    Optional<ExpertGain> of(ExpertAddress expert, Mode weighing) {
        return gain.stream().mapToObj(value -> expert.times(value, this == FORCE ? Mode.FORCE : weighing)).findFirst();
    }
}
