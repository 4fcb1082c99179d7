package org.sextant.app.view;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.GenerationSettings;
import org.sextant.app.task.RunningTask;
import org.sextant.runtime.session.ModelPair;
import org.sextant.runtime.session.OpenModel;

/// How a second model comes beside the open one, as views see it.
public interface Comparing {
    /// Models to compare the open one with, by their addresses, the most worthwhile first.
    ReadOnlyObjectProperty<List<String>> offeredProperty();

    /// The loading of a second model that is going on.
    ReadOnlyObjectProperty<Optional<RunningTask>> loadingProperty();

    /// Opens a model beside the open one. It takes the place of one that is there.
    void open(String address);

    /// Puts the open model as it is beside what the sliders make of it.
    void withSteered();

    /// How the output pane continues a text.
    GenerationSettings writing();

    /// Both models side by side; the same pair until another is asked for or one of them is closed. Not for the UI
    /// thread.
    ModelPair pair(OpenModel a, OpenModel b);

    /// Where no second model can be opened.
    static Comparing none() {
        ReadOnlyObjectProperty<List<String>> nothing = new ReadOnlyObjectWrapper<>(List.of());
        ReadOnlyObjectProperty<Optional<RunningTask>> idle = new ReadOnlyObjectWrapper<>(Optional.empty());
        return new Comparing() {
            @Override
            public ReadOnlyObjectProperty<List<String>> offeredProperty() {
                return nothing;
            }

            @Override
            public ReadOnlyObjectProperty<Optional<RunningTask>> loadingProperty() {
                return idle;
            }

            @Override
            public void open(String address) {
                // There is no window that could.
            }

            @Override
            public void withSteered() {
                // There is no window that could.
            }

            @Override
            public GenerationSettings writing() {
                return GenerationSettings.DEFAULT;
            }

            @Override
            public ModelPair pair(OpenModel a, OpenModel b) {
                throw new UnsupportedOperationException("no pair of models here");
            }
        };
    }
}
