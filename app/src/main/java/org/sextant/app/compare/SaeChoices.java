package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.sextant.app.compare.SaeChoice.Side;
import org.sextant.app.features.LabelledSae;
import org.sextant.app.features.OpenSaeMenu;
import org.sextant.app.view.OpenDialog;
import org.sextant.app.view.PickBox;

/// Which SAE the features of either model are read with, and how to open another.
final class SaeChoices extends HBox {
    private final BesideSaes saes;

    SaeChoices(BesideSaes saes, OpenDialog files) {
        this.saes = saes;
        setSpacing(8);
        setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(box("compare-sae-a", "SAE of A", SaeChoice::a, saes::pickA),
                box("compare-sae-b", "SAE of B", SaeChoice::b, saes::pickB),
                new OpenSaeMenu("compare-sae-open", files, saes::open));
    }

    private PickBox<Path> box(String name, String purpose, Function<SaeChoice, Side> side, Consumer<Path> picked) {
        var box = new PickBox<Path>(name, purpose, LabelledSae::name, SaeChoices::home, picked);
        box.getStyleClass().add("sae-box");
        saes.choiceProperty().subscribe(choice -> {
            Optional<Side> now = choice.map(side);
            box.offer(choice.map(SaeChoice::offered).orElse(List.of()), now.flatMap(Side::wanted).orElse(null));
            String words = purpose + now.map(SaeChoices::about).orElse("");
            box.setTooltip(new Tooltip(words));
            box.setAccessibleText(words);
        });
        return box;
    }

    /// The folder that it lies in: of an SAE beside a model, the model's.
    private static String home(Path sae) {
        Path folder = sae.toAbsolutePath().getParent();
        boolean shelf = folder != null && folder.getParent() != null && folder.endsWith("saes");
        Path home = shelf ? folder.getParent() : folder;
        return home == null || home.getFileName() == null ? "" : home.getFileName().toString();
    }

    private static String about(Side side) {
        return switch (side) {
            case Side.Read(LabelledSae sae) -> ": " + sae.card().folder() + "\nat " + sae.card().site() + ", from "
                    + sae.card().siteFrom() + "\n" + sae.card().features() + " features of width " + sae.card().width();
            case Side.Missing missing -> missing.path().map(path -> ": " + path).orElse(": none");
        };
    }
}
