package org.sextant.app.steering;

import java.util.function.UnaryOperator;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

import org.sextant.runtime.session.LearnDirectionRequest.Course;

/// How a direction is learnt.
final class LearntForm extends VBox {
    private static final int MOST_STEPS = 100_000;

    private final VectorInputs inputs;

    LearntForm(VectorInputs inputs) {
        this.inputs = inputs;
        setId("learnt-form");
        getStyleClass().add("add-form");
        var head = new Label("How it is learnt");
        head.getStyleClass().add("form-title");
        Course now = inputs.courseProperty().get();
        getChildren().addAll(head,
                FormLines.number("Cost", "times the loss on texts that a coefficient may lead to", now.dearest(),
                        value -> value > 1,
                        value -> set(course -> new Course(course.steps(), course.rate(), course.keeping(), value,
                                course.seed()))),
                FormLines.number("Keeping", "weight of the texts to keep, in nats a token", now.keeping(),
                        value -> value >= 0,
                        value -> set(course -> new Course(course.steps(), course.rate(), value, course.dearest(),
                                course.seed()))),
                FormLines.number("Steps", "of Adam, a layer", now.steps(),
                        value -> value >= 1 && value <= MOST_STEPS && value == Math.rint(value),
                        value -> set(course -> new Course((int) value, course.rate(), course.keeping(),
                                course.dearest(), course.seed()))),
                FormLines.number("Rate", "of Adam, in units of the activations", now.rate(), value -> value > 0,
                        value -> set(course -> new Course(course.steps(), value, course.keeping(), course.dearest(),
                                course.seed()))),
                FormLines.number("Seed", "of the order of pairs and texts", (double) now.seed(),
                        value -> value == Math.rint(value),
                        value -> set(course -> new Course(course.steps(), course.rate(), course.keeping(),
                                course.dearest(), (long) value))));
    }

    private void set(UnaryOperator<Course> change) {
        inputs.courseProperty().set(change.apply(inputs.courseProperty().get()));
    }
}
