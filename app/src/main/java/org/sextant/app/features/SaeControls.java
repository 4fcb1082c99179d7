package org.sextant.app.features;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.state.SiteName;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.session.SaeCard;

/// Which SAE is looked at, how to open another, and the site that it belongs to.
final class SaeControls extends HBox {
    private static final List<String> ENDINGS = List.of(".safetensors", ".npz", ".pt", ".bin");

    private final SaesViewModel saes;
    private final OpenDialog dialog;

    SaeControls(SaesViewModel saes, OpenDialog dialog) {
        this.saes = saes;
        this.dialog = dialog;
        getStyleClass().add("picture-controls");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(choice(), open(), site());
    }

    private PickBox<Path> choice() {
        var box = new PickBox<Path>("features-sae", "SAE", SaesViewModel::name, path -> "",
                saes::choose);
        box.getStyleClass().add("sae-box");
        Runnable offer = () -> box.offer(saes.offeredProperty().get(), saes.wantedProperty().get().orElse(null));
        saes.offeredProperty().subscribe(offer);
        saes.wantedProperty().subscribe(offer);
        saes.wantedProperty()
                .subscribe(path -> box.setTooltip(new Tooltip(path.map(each -> "SAE: " + each).orElse("SAE"))));
        offer.run();
        return box;
    }

    private MenuButton open() {
        var button = new MenuButton(null, new FontIcon(Feather.FOLDER));
        button.setId("features-open");
        button.setAccessibleText("Open an SAE");
        button.setTooltip(new Tooltip("Open another SAE or transcoder"));
        button.getStyleClass().add("button-icon");
        var folder = new MenuItem("Open a folder…");
        folder.setId("features-open-folder");
        folder.setOnAction(_ -> openFolder());
        var file = new MenuItem("Open a file…");
        file.setId("features-open-file");
        file.setOnAction(_ -> dialog.file("Open the file of an SAE", ENDINGS).ifPresent(saes::open));
        button.getItems().setAll(folder, file);
        return button;
    }

    /// Asks for the folder of an SAE.
    void openFolder() {
        dialog.folder("Open the folder of an SAE").ifPresent(saes::open);
    }

    /// Where the SAE belongs in the model: as its files say, until a person chooses another site.
    private PickBox<String> site() {
        var box = new PickBox<String>("features-site", "Site of the SAE", SaeControls::brief, site -> site,
                saes::moveTo);
        box.getStyleClass().add("site-box");
        Runnable offer = () -> {
            Optional<SaeCard> card = saes.chosenProperty().get();
            box.offer(saes.sitesProperty().get(), card.filter(SaeCard::isPlaced).map(SaeCard::site).orElse(null));
            box.setDisable(card.isEmpty() || card.filter(SaeCard::transcoder).isPresent());
            box.setAccessibleText(card.map(SaeControls::about).orElse("Site of the SAE"));
            box.setTooltip(new Tooltip(card.map(SaeControls::about).orElse("Site of the SAE")));
        };
        saes.sitesProperty().subscribe(offer);
        saes.chosenProperty().subscribe(offer);
        offer.run();
        return box;
    }

    /// `L1` for a site in block 1, for which there is room.
    private static String brief(String site) {
        SiteName name = SiteName.parse(site);
        return name.layer().isPresent() ? "L" + name.layer().getAsInt() : name.suffix();
    }

    private static String about(SaeCard card) {
        String place = card.isPlaced()
                ? (card.transcoder() ? "A transcoder that writes to " : "An SAE at ") + card.site() + ", from "
                        + card.siteFrom()
                : "Nothing says at which site this SAE belongs: choose one";
        return place + "\n" + card.features() + " features of width " + card.width();
    }
}
