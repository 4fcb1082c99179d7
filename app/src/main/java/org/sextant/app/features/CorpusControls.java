package org.sextant.app.features;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.sextant.app.steering.ValueField;
import org.sextant.app.view.OpenDialog;

/// Which texts to go through, how many tokens, and the button that does it.
final class CorpusControls extends HBox {
    private static final List<String> ENDINGS = List.of(".txt", ".jsonl");

    /// @param prefix of the nodes' ids
    /// @param action what the button does: `Harvest`
    /// @param meaning of it
    /// @param busy whether it is being done
    CorpusControls(String prefix, CorpusViewModel corpus, OpenDialog dialog, String action, String meaning,
            ObservableValue<Boolean> busy, Runnable start, Runnable cancel) {
        getStyleClass().add("picture-controls");
        setAlignment(Pos.CENTER_LEFT);
        var file = new Button(null, new FontIcon(Feather.FILE_TEXT));
        file.setId(prefix + "-corpus");
        file.getStyleClass().add("corpus-button");
        file.setAccessibleText("Texts");
        file.setOnAction(_ -> dialog.file("Choose a file of texts: one a line, or JSON lines", ENDINGS)
                .ifPresent(chosen -> corpus.fileProperty().set(Optional.of(chosen))));
        corpus.fileProperty().subscribe(chosen -> {
            file.setText(chosen.map(Path::getFileName).map(String::valueOf).orElse("Texts…"));
            file.setTooltip(new Tooltip(chosen.map(path -> "Texts: " + path)
                    .orElse("Choose a file of texts: one a line, or JSON lines with \"text\"")));
        });
        var tokens = new ValueField(
                typed -> typed >= 1 && typed <= CorpusViewModel.MOST_TOKENS && typed == Math.rint(typed),
                typed -> corpus.tokensProperty().set((long) typed));
        tokens.setId(prefix + "-tokens");
        tokens.getStyleClass().add("tokens-field");
        tokens.name("Tokens", "how many tokens of the texts to go through at the most");
        corpus.tokensProperty().subscribe(number -> tokens.show(number.doubleValue()));
        var button = new Button(action);
        button.setId(prefix + "-start");
        button.getStyleClass().add("primary");
        button.setMinWidth(USE_PREF_SIZE);
        Runnable update = () -> {
            boolean running = busy.getValue();
            button.setText(running ? "Stop" : action);
            button.setTooltip(new Tooltip(running ? "Stop; what was done is kept" : meaning));
            button.setDisable(!running && corpus.fileProperty().get().isEmpty());
        };
        busy.subscribe(_ -> update.run());
        corpus.fileProperty().subscribe(_ -> update.run());
        button.setOnAction(_ -> (busy.getValue() ? cancel : start).run());
        getChildren().setAll(file, tokens, button);
    }
}
