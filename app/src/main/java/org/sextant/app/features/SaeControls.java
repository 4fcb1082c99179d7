package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.sextant.app.state.SiteName;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;
import org.sextant.runtime.session.SaeCard;

/// Which SAE is looked at, how to open another, and the site that it belongs to.
final class SaeControls extends HBox {
    private final SaesViewModel saes;
    private final OpenDialog dialog;

    SaeControls(SaesViewModel saes, OpenDialog dialog) {
        this.saes = saes;
        this.dialog = dialog;
        getStyleClass().add("picture-controls");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(choice(), new OpenSaeMenu("features-open", dialog, saes::open), site());
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

    /// Asks for the folder of an SAE.
    void openFolder() {
        OpenSaeMenu.askFolder(dialog, saes::open);
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
