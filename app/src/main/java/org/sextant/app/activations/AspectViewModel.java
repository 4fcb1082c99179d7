package org.sextant.app.activations;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.view.Steering;
import org.sextant.runtime.steering.SteeringPlan;

/// How the pictures show the sliders: one choice for all of them. While no slider acts, all show the model as it is.
public final class AspectViewModel {
    /// When a picture follows a slider.
    public enum Pace {
        /// With every move that the model keeps up with.
        MOVING,
        /// Once the thumb rests.
        AT_REST
    }

    private final Steering steering;
    private final ObjectProperty<Aspect> aspect = new SimpleObjectProperty<>(this, "aspect", Aspect.NOW);
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper(this, "acting");
    private final ReadOnlyBooleanWrapper moving = new ReadOnlyBooleanWrapper(this, "moving");

    public AspectViewModel(Steering steering) {
        this.steering = steering;
        steering.plan().subscribe(_ -> follow());
        steering.atRest().subscribe(_ -> follow());
    }

    /// What is chosen, also while no slider acts.
    public ObjectProperty<Aspect> aspectProperty() {
        return aspect;
    }

    /// Whether any slider changes anything.
    public ReadOnlyBooleanProperty actingProperty() {
        return acting.getReadOnlyProperty();
    }

    /// Whether a thumb has not come to rest.
    public ReadOnlyBooleanProperty movingProperty() {
        return moving.getReadOnlyProperty();
    }

    /// The plan that a picture of this pace follows.
    public ReadOnlyObjectProperty<SteeringPlan> planProperty(Pace pace) {
        return pace == Pace.MOVING ? steering.plan() : steering.atRest();
    }

    public Steered steered(Pace pace) {
        return new Steered(planProperty(pace).get(), aspect.get());
    }

    private void follow() {
        moving.set(!steering.plan().get().equals(steering.atRest().get()));
        acting.set(!steering.plan().get().isNeutral());
    }
}
