package org.sextant.app.state;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The preferences as the window sees them: a property whose every change is kept.
public final class UserPreferences {
    private final ReadOnlyObjectWrapper<Preferences> preferences;
    private final Consumer<Preferences> keep;

    /// Preferences that start from what was read.
    ///
    /// @param keep writes a change, in the background
    public UserPreferences(Preferences loaded, Consumer<Preferences> keep) {
        this.preferences = new ReadOnlyObjectWrapper<>(this, "preferences", loaded);
        this.keep = keep;
    }

    public ReadOnlyObjectProperty<Preferences> preferencesProperty() {
        return preferences.getReadOnlyProperty();
    }

    public Preferences get() {
        return preferences.get();
    }

    public void change(UnaryOperator<Preferences> edit) {
        Preferences next = edit.apply(preferences.get());
        if (!next.equals(preferences.get())) {
            preferences.set(next);
            keep.accept(next);
        }
    }
}
