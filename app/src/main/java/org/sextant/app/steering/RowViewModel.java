package org.sextant.app.steering;

import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.runtime.SextantException;
import org.sextant.runtime.routing.ExpertGain;
import org.sextant.runtime.steering.Operation;
import org.sextant.runtime.steering.Positions;
import org.sextant.runtime.steering.SteeringRow;

/// One slider of the board: what stands in its row, and what can be done with it. A drag is one step to take back.
public final class RowViewModel {
    private final BoardViewModel board;
    private final ReadOnlyObjectWrapper<RowEdits> row;
    private final ReadOnlyObjectWrapper<SliderRange> range;
    private final ReadOnlyObjectWrapper<Optional<SextantException>> problem = new ReadOnlyObjectWrapper<>(this,
            "problem", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> note = new ReadOnlyObjectWrapper<>(this, "note",
            Optional.empty());
    private final ReadOnlyObjectWrapper<SafeBand> band = new ReadOnlyObjectWrapper<>(this, "band",
            SafeRanges.COMPUTING);
    private final ReadOnlyBooleanWrapper silent = new ReadOnlyBooleanWrapper(this, "silent");

    RowViewModel(BoardViewModel board, SteeringRow first) {
        this.board = board;
        row = new ReadOnlyObjectWrapper<>(this, "row", new RowEdits(first));
        range = new ReadOnlyObjectWrapper<>(this, "range", SliderRange.of(row.get()));
    }

    /// Shows what its row has become. The range stays as wide as it was, or a drag would have no end.
    void show(SteeringRow next) {
        RowEdits edits = new RowEdits(next);
        range.set(edits.subject().equals(row.get().subject())
                ? range.get().covering(edits.value())
                : SliderRange.of(edits));
        row.set(edits);
    }

    /// @param misfit why the open model cannot be changed by it
    /// @param done what is done otherwise than it asks
    /// @param passedOver whether it is muted, or others are solo
    void show(Optional<SextantException> misfit, Optional<String> done, boolean passedOver) {
        problem.set(misfit);
        note.set(done);
        silent.set(passedOver);
    }

    /// Lets the slider go at least so far to either side.
    void reach(double wanted) {
        range.set(range.get().reaching(wanted));
    }

    ReadOnlyObjectProperty<RowEdits> rowProperty() {
        return row.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<SliderRange> rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /// Why the open model cannot be changed by it; it is then left out.
    ReadOnlyObjectProperty<Optional<SextantException>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What is done otherwise than it asks, since all sliders together leave too few experts.
    ReadOnlyObjectProperty<Optional<String>> noteProperty() {
        return note.getReadOnlyProperty();
    }

    /// Whether it is muted, or passed over since others are solo.
    ReadOnlyBooleanProperty silentProperty() {
        return silent.getReadOnlyProperty();
    }

    /// How far the slider may go before the loss rises by a tenth.
    ReadOnlyObjectProperty<SafeBand> bandProperty() {
        return band.getReadOnlyProperty();
    }

    void band(SafeBand known) {
        band.set(known);
    }

    String name() {
        return row.get().row().name();
    }

    double value() {
        return row.get().value();
    }

    /// Moves the slider.
    ///
    /// @param continues whether this goes on with the gesture of the last change
    void slide(double value, boolean continues) {
        if (range.get().takes(value)) {
            replace(row.get().at(value), continues);
        }
    }

    /// Takes the slider's effect back: to where it changes nothing, or mutes it where there is no such place.
    void reset(boolean continues) {
        replace(row.get().neutralised(), continues);
    }

    void mute(boolean muted) {
        replace(row.get().muted(muted), false);
    }

    void solo(boolean solo) {
        replace(row.get().solo(solo), false);
    }

    void rename(String name) {
        if (!name.isBlank()) {
            replace(row.get().named(name.strip()), false);
        }
    }

    void colour(int colour) {
        replace(row.get().coloured(colour), false);
    }

    void operation(Operation operation) {
        replace(row.get().doing(operation), false);
    }

    void positions(Positions positions) {
        replace(row.get().where(positions), false);
    }

    void mode(ExpertGain.Mode mode) {
        replace(row.get().by(mode), false);
    }

    /// Lets it act from one block to another.
    void layers(int from, int to) {
        replace(row.get().between(Math.min(from, to), Math.max(from, to)), false);
    }

    void remove() {
        board.remove(this);
    }

    /// Moves the row up or down by so many places.
    void move(int places) {
        board.move(this, places);
    }

    private void replace(SteeringRow next, boolean continues) {
        board.replace(this, next, continues);
    }
}
