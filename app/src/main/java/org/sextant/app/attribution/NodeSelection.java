package org.sextant.app.attribution;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Selection;
import org.sextant.app.state.SiteName;
import org.sextant.app.state.Workspace;
import org.sextant.runtime.attribution.NodeKind;
import org.sextant.runtime.attribution.PatchCell;

/// The node that is looked at, in step with the selection that all views share.
final class NodeSelection {
    private final Workspace workspace;
    private final ReadOnlyObjectProperty<Optional<Attributed>> shown;
    private final ReadOnlyObjectWrapper<Optional<PatchCell>> selected = new ReadOnlyObjectWrapper<>(this, "selected",
            Optional.empty());
    private boolean telling;

    NodeSelection(Workspace workspace, ReadOnlyObjectWrapper<Optional<Attributed>> shown) {
        this.workspace = workspace;
        this.shown = shown.getReadOnlyProperty();
        shown.subscribe((before, now) -> keep());
        workspace.selectionProperty().subscribe((before, now) -> follow());
    }

    ReadOnlyObjectProperty<Optional<PatchCell>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Looks at a node; every view marks it. A position that the prompt that ran does not have is not told to them.
    ///
    /// @param passing whether it is passed by on the way to another
    void select(PatchCell cell, boolean passing) {
        selected.set(Optional.of(cell));
        int tokens = workspace.runProperty().get().map(run -> run.tokens().size()).orElse(0);
        Selection told = told(workspace.selection(), cell, tokens);
        telling = true;
        if (passing) {
            workspace.moveSelection(told);
        } else {
            workspace.select(told);
        }
        telling = false;
    }

    /// The selection that a node is.
    ///
    /// @param from what was selected before
    /// @param tokens of the prompt that ran
    static Selection told(Selection from, PatchCell cell, int tokens) {
        Selection next = cell.kind() == NodeKind.TOKEN ? from : from.withLayer(cell.layer());
        if (cell.position() >= 0 && cell.position() < tokens) {
            next = next.withToken(cell.position());
        }
        if (cell.kind() == NodeKind.HEAD) {
            next = next.withHead(cell.index());
        }
        Selection there = next;
        return cell.kind() == NodeKind.TOKEN
                ? there
                : cell.kind().site().map(kind -> SiteName.selected(there,
                        "blocks." + cell.layer() + "." + kind.suffix())).orElse(there);
    }

    private void keep() {
        selected.set(shown.get().flatMap(now -> selected.get().filter(cell -> now.score(cell).isPresent())));
        if (selected.get().isEmpty()) {
            follow();
        }
    }

    /// A selection made elsewhere, where it names a node that is shown.
    private void follow() {
        if (!telling) {
            shown.get().filter(Attributed::hasMap).flatMap(this::named)
                    .ifPresent(cell -> selected.set(Optional.of(cell)));
        }
    }

    private Optional<PatchCell> named(Attributed now) {
        Selection selection = workspace.selection();
        NodeKind kind = now.result().nodes().getFirst().kind();
        int layer = kind == NodeKind.TOKEN ? 0 : selection.layer().orElse(-1);
        OptionalInt index = now.isGrid() ? selection.head() : selection.token();
        if (layer < 0 || index.isEmpty()) {
            return Optional.empty();
        }
        PatchCell cell = now.isGrid()
                ? new PatchCell(kind, layer, index.getAsInt(), PatchCell.EVERYWHERE)
                : PatchCell.of(kind, layer, index.getAsInt());
        return Optional.of(cell).filter(each -> now.score(each).isPresent());
    }
}
