package org.sextant.app.features;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.view.OpenDialog;

/// Asks for an SAE on disk, which is a folder or a file.
public final class OpenSaeMenu extends MenuButton {
    private static final List<String> ENDINGS = List.of(".safetensors", ".npz", ".pt", ".bin");

    /// @param name id of the node, and what those of its entries begin with
    /// @param opened hears of what was chosen
    public OpenSaeMenu(String name, OpenDialog dialog, Consumer<Path> opened) {
        super(null, new FontIcon(Feather.FOLDER));
        setId(name);
        setAccessibleText("Open an SAE");
        setTooltip(new Tooltip("Open another SAE or transcoder"));
        getStyleClass().add("button-icon");
        var folder = new MenuItem("Open a folder…");
        folder.setId(name + "-folder");
        folder.setOnAction(_ -> askFolder(dialog, opened));
        var file = new MenuItem("Open a file…");
        file.setId(name + "-file");
        file.setOnAction(_ -> dialog.file("Open the file of an SAE", ENDINGS).ifPresent(opened));
        getItems().setAll(folder, file);
    }

    static void askFolder(OpenDialog dialog, Consumer<Path> opened) {
        dialog.folder("Open the folder of an SAE").ifPresent(opened);
    }
}
