package org.sextant.app.features;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;

/// Texts to go through, and how many of their tokens.
final class CorpusViewModel {
    static final long MOST_TOKENS = 1_000_000_000;

    private final ObjectProperty<Optional<Path>> file = new SimpleObjectProperty<>(this, "file", Optional.empty());
    private final LongProperty tokens;

    /// @param enough how many tokens it begins with
    CorpusViewModel(long enough) {
        tokens = new SimpleLongProperty(this, "tokens", enough);
    }

    /// A text a line, or JSON lines.
    ObjectProperty<Optional<Path>> fileProperty() {
        return file;
    }

    LongProperty tokensProperty() {
        return tokens;
    }
}
