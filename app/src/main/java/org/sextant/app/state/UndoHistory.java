package org.sextant.app.state;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Goes back and forth between the values that a property had. The steps of one gesture, such as a drag, are one.
///
/// @param <T> an immutable value
public final class UndoHistory<T> {
    private static final int LONGEST = 500;

    private final ObjectProperty<T> value;
    private final Deque<T> past = new ArrayDeque<>();
    private final Deque<T> future = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo");
    private boolean changing;

    /// @param value what is changed; whoever sets it past this history is not noted
    public UndoHistory(ObjectProperty<T> value) {
        this.value = value;
    }

    /// Sets the next value, which can be taken back by itself.
    public void change(T next) {
        change(next, false);
    }

    /// Sets the next value.
    ///
    /// @param continues whether this is a further step of the gesture that the last change began: both are taken back as
    ///        one
    public void change(T next, boolean continues) {
        if (next.equals(value.get())) {
            return;
        }
        if (!continues || !changing) {
            past.push(value.get());
            if (past.size() > LONGEST) {
                past.removeLast();
            }
        }
        changing = true;
        future.clear();
        set(next);
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedoProperty() {
        return canRedo.getReadOnlyProperty();
    }

    /// Takes the last change back, if there is one.
    public void undo() {
        step(past, future);
    }

    /// Makes the change again that was taken back last, if nothing was changed since.
    public void redo() {
        step(future, past);
    }

    private void step(Deque<T> from, Deque<T> to) {
        if (!from.isEmpty()) {
            changing = false;
            to.push(value.get());
            set(from.pop());
        }
    }

    private void set(T next) {
        canUndo.set(!past.isEmpty());
        canRedo.set(!future.isEmpty());
        value.set(next);
    }
}
