package org.sextant.app.chart;

import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The limits of one colour scale or of several: pictures that share this object share their scale. Automatic limits
/// hold every picture that takes part; typed or locked limits stay until [#automatic()]. UI thread only.
public final class ScaleLimits {
    private final Map<Object, Limits> pictures = new WeakHashMap<>();
    private final ReadOnlyObjectWrapper<Optional<Limits>> limits = new ReadOnlyObjectWrapper<>(this, "limits",
            Optional.empty());
    private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper(this, "locked");

    /// What the pictures use; empty until the first has values.
    public ReadOnlyObjectProperty<Optional<Limits>> limitsProperty() {
        return limits.getReadOnlyProperty();
    }

    public Optional<Limits> limits() {
        return limits.get();
    }

    /// Whether new values leave the limits as they are.
    public ReadOnlyBooleanProperty lockedProperty() {
        return locked.getReadOnlyProperty();
    }

    /// Sets limits that a person typed.
    public void set(Limits typed) {
        locked.set(true);
        limits.set(Optional.of(typed));
    }

    /// Keeps the limits of this moment.
    public void lock() {
        locked.set(true);
    }

    /// Follows the values again.
    public void automatic() {
        locked.set(false);
        follow();
    }

    /// A picture says what would suit it alone.
    void contribute(Object picture, Limits own) {
        pictures.put(picture, own);
        follow();
    }

    /// A picture takes part no longer.
    void withdraw(Object picture) {
        pictures.remove(picture);
        follow();
    }

    private void follow() {
        if (!locked.get() || limits.get().isEmpty()) {
            limits.set(pictures.values().stream().reduce(Limits::union));
        }
    }
}
