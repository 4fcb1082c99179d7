package org.sextant.app.state;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UndoHistoryTest {
    private final ObjectProperty<Integer> value = new SimpleObjectProperty<>(0);
    private final UndoHistory<Integer> history = new UndoHistory<>(value);

    @Test
    void goesBackAndForth() {
        history.change(1);
        history.change(2);
        history.undo();
        assertThat(value.get()).isEqualTo(1);
        history.undo();
        history.undo();
        assertThat(value.get()).isZero();
        assertThat(history.canUndoProperty().get()).isFalse();
        history.redo();
        history.redo();
        assertThat(value.get()).isEqualTo(2);
        assertThat(history.canRedoProperty().get()).isFalse();
    }

    @Test
    void aGestureIsOneStep() {
        history.change(1);
        history.change(2, false);
        history.change(3, true);
        history.change(4, true);
        history.undo();
        assertThat(value.get()).isEqualTo(1);
        history.redo();
        assertThat(value.get()).isEqualTo(4);
    }

    @Test
    void whatIsChangedAfterAnUndoEndsTheFuture() {
        history.change(1);
        history.undo();
        history.change(5, true);
        history.redo();
        assertThat(value.get()).isEqualTo(5);
        history.undo();
        assertThat(value.get()).isZero();
    }

    @Test
    void nothingIsNotedWhereNothingChanges() {
        history.change(0);
        assertThat(history.canUndoProperty().get()).isFalse();
    }
}
