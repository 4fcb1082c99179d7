package org.sextant.app.routing;

import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;

/// The shared selection, with a token of this view's own where it is a generated one: no other view shows that, and with
/// other sliders it is another. It is forgotten as soon as another token of the prompt is selected anywhere.
final class RoutedSelection {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<Selection> selected = new ReadOnlyObjectWrapper<>(this, "selected",
            Selection.NONE);
    private OptionalInt shared = OptionalInt.empty();
    private OptionalInt generated = OptionalInt.empty();

    RoutedSelection(Workspace workspace) {
        this.workspace = workspace;
        workspace.selectionProperty().subscribe(now -> {
            if (!now.token().equals(shared)) {
                shared = now.token();
                generated = OptionalInt.empty();
            }
            follow();
        });
    }

    ReadOnlyObjectProperty<Selection> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    Selection get() {
        return selected.get();
    }

    /// Selects, and tells the other views what of it they know.
    ///
    /// @param promptTokens how many tokens are the prompt's
    /// @param passing whether it is passed by on the way to another
    void select(Selection next, int promptTokens, boolean passing) {
        boolean own = next.token().orElse(0) >= promptTokens;
        generated = own ? next.token() : OptionalInt.empty();
        Selection told = own ? with(next, shared) : next;
        if (passing) {
            workspace.moveSelection(told);
        } else {
            workspace.select(told);
        }
        follow();
    }

    /// Forgets a generated token.
    void forget() {
        generated = OptionalInt.empty();
        follow();
    }

    private void follow() {
        selected.set(generated.isPresent() ? with(workspace.selection(), generated) : workspace.selection());
    }

    private static Selection with(Selection all, OptionalInt token) {
        return new Selection(token, all.layer(), all.head(), all.dimension(), all.site(), all.feature(),
                all.expert());
    }
}
