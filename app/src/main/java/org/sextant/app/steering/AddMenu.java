package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.Selection;
import org.sextant.app.state.Workspace;
import org.sextant.app.view.OpenDialog;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;

/// What can be put on the board: as much as the open model has.
final class AddMenu extends MenuButton {
    static final List<String> VECTOR_ENDINGS = List.of(".safetensors", ".gguf", ".svec", ".npz");

    private final Workspace workspace;
    private final BoardFiles files;
    private final OpenDialog dialog;
    private final AddForms forms;

    AddMenu(Workspace workspace, BoardViewModel board, BoardFiles files, OpenDialog dialog) {
        super("Add", new FontIcon(Feather.PLUS));
        this.workspace = workspace;
        this.files = files;
        this.dialog = dialog;
        this.forms = new AddForms(board, files, dialog, this);
        setId("steering-add");
        setTooltip(new Tooltip("Put a vector, a head, a feature or an expert on the board"));
        setAccessibleText("Add to the sliders");
        files.shelfProperty().subscribe(_ -> offer());
        workspace.modelProperty().subscribe(_ -> offer());
        files.openProperty().subscribe(waiting -> waiting.ifPresent(forms::questions));
    }

    /// Asks for the file of a vector.
    void vector() {
        dialog.file("Open a steering vector", VECTOR_ENDINGS).ifPresent(files::addVector);
    }

    private void offer() {
        Optional<ModelCard> card = workspace.modelProperty().get().map(OpenModel::card);
        getItems().clear();
        for (Path vector : files.shelfProperty().get().vectors()) {
            item("Vector: " + BoardFiles.stem(vector), () -> files.addVector(vector));
        }
        item("Vector from file…", this::vector);
        getItems().add(new SeparatorMenuItem());
        MenuItem head = item("Attention head…", () -> card.ifPresent(model -> forms.head(model,
                Math.min(selection().layer().orElse(0), model.layers() - 1), selection().head().orElse(0))));
        head.setDisable(card.isEmpty());
        item("SAE feature…", forms::feature);
        card.flatMap(ModelCard::experts).ifPresent(experts -> item("Expert…",
                () -> forms.expert(experts, selection().layer().orElse(0))));
    }

    private Selection selection() {
        return workspace.selection();
    }

    private MenuItem item(String title, Runnable action) {
        var item = new MenuItem(title);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        getItems().add(item);
        return item;
    }
}
