package org.sextant.app.view;

import java.util.Optional;
import javafx.beans.value.ObservableValue;

import org.kordamp.ikonli.feather.Feather;

/// Shows what a picture has to say in its pane.
public final class StateShower {
    private StateShower() {}

    /// @param again asks once more, after a cancel or a failure
    public static void follow(ObservableValue<PaneState> state, StatePane pane, Runnable again) {
        Command compute = Command.of(Command.Menu.VIEW, "Compute", again);
        state.subscribe(now -> {
            switch (now) {
                case PaneState.Result() -> pane.showResult();
                case PaneState.Computing(var task) -> pane.showComputing(task);
                case PaneState.Empty(String what, String remedy) ->
                    pane.showNothing(Feather.MOUSE_POINTER, what, remedy, Optional.empty());
                case PaneState.Cancelled() -> pane.showNothing(Feather.PAUSE, "Cancelled",
                        "What was chosen has not been computed.", Optional.of(compute));
                case PaneState.Cannot(String what, String where, String remedy) -> pane.showNothing(Feather.SLASH, what,
                        where.isEmpty() ? remedy : where + "; " + remedy, Optional.of(compute));
            }
        });
    }
}
