package org.sextant.app.view;

import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

import org.sextant.app.state.Selection;

/// One of the ways to look at a run; the rail of the window switches between them. A view is shown only while a model
/// is open and has run a prompt; until then the window says what to do.
public interface WorkbenchView {
    /// How it is called and found. The same at each call.
    ViewIdentity identity();

    /// Its short stable name.
    default String id() {
        return identity().id();
    }

    /// What fills the centre of the window. The same node at each call.
    Node node();

    /// What stands in the inspector at the right while this view is shown; empty leaves it to the window. The same
    /// node at each call.
    default Optional<Node> inspector() {
        return Optional.empty();
    }

    /// What the inspector shows, where that is more than is selected: a token alone may stand for its vector at one
    /// layer. Empty leaves it at the selection.
    default Optional<ObservableValue<Selection>> inspected() {
        return Optional.empty();
    }

    /// Short stable names of the pictures among which this view chooses, as `ui --view` takes them behind its own:
    /// `activations.lens`. Empty where there is one picture only.
    default List<String> pictures() {
        return List.of();
    }

    /// Shows one of [#pictures].
    default void showPicture(String name) {
        throw new IllegalArgumentException("no picture " + name);
    }

    /// Short stable names of the ways to show what the sliders do, as `ui --show` takes them: `difference`. Empty where
    /// the view shows it in one way only.
    default List<String> aspects() {
        return List.of();
    }

    /// Shows the sliders in one of [#aspects].
    default void showAspect(String name) {
        throw new IllegalArgumentException("no aspect " + name);
    }

    /// What can be done here beyond the window's own commands. Their keys work while the view is shown.
    default List<Command> commands() {
        return List.of();
    }

    /// Called on the UI thread when the view becomes visible or hidden; hidden views ask the model for nothing.
    void setShowing(boolean showing);
}
