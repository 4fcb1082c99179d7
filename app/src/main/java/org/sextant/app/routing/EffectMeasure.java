package org.sextant.app.routing;

import java.util.Locale;
import java.util.Optional;

import org.sextant.runtime.session.PlanEffectResult.ArmEffect;
import org.sextant.runtime.session.PlanEffectResult.Figure;

/// What is measured of a plan.
public enum EffectMeasure {
    REFUSED("Refusals", "share of requests that are refused"), REFUSAL_SCORE("Refusal score",
            "refusal score ln P − ln (1 − P) of the first token, in nats"),
    RIGHT("Right answers",
            "share of questions answered right"),
    LOSS("Loss", "loss on texts, nats a token");

    private final String title;
    private final String axis;

    EffectMeasure(String title, String axis) {
        this.title = title;
        this.axis = axis;
    }

    /// `refusal_score`, as tables and arguments have it.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /// What its axis says.
    String axis() {
        return axis;
    }

    /// The figure; empty where it was not asked for.
    Optional<Figure> of(ArmEffect arm) {
        return switch (this) {
            case REFUSED -> arm.groups().stream().findFirst().map(group -> group.refused());
            case REFUSAL_SCORE -> arm.groups().stream().findFirst().map(group -> group.score());
            case RIGHT -> arm.accuracy();
            case LOSS -> arm.loss();
        };
    }
}
