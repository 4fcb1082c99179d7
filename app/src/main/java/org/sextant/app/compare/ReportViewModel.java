package org.sextant.app.compare;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/// What the person puts on the page about two models, and in which format. Both are remembered until the program ends;
/// what is new is on the page. Lives on the UI thread.
final class ReportViewModel {
    /// What kind of file the page becomes.
    enum Format {
        HTML("One file for a browser"), PDF("One sheet, as long as it needs to be");

        private final String description;

        Format(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }

        String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /// An item and whether it shall be on the page.
    record Line(ReportItem item, BooleanProperty ticked) {}

    /// What was decided.
    ///
    /// @param chosen ids of items
    record Decision(ReportDraft draft, Set<String> chosen, Format format) {
        /// The page. Not for the UI thread.
        CompareReport page() {
            return draft.page(chosen);
        }
    }

    private final ReportDraft draft;
    private final Remembered remembered;
    private final List<Line> lines;
    private final ObjectProperty<Format> format;
    private final ReadOnlyBooleanWrapper nothing = new ReadOnlyBooleanWrapper(this, "nothing");

    /// What is remembered from one page to the next.
    static final class Remembered {
        private final Set<String> leftOut = new HashSet<>();
        private Format format = Format.HTML;
    }

    ReportViewModel(ReportDraft draft, Remembered remembered) {
        this.draft = draft;
        this.remembered = remembered;
        this.format = new SimpleObjectProperty<>(this, "format", remembered.format);
        this.lines = draft.items().stream().map(item -> new Line(item,
                new SimpleBooleanProperty(this, item.id(), !remembered.leftOut.contains(item.id())))).toList();
        lines.forEach(line -> line.ticked().subscribe(this::count));
    }

    private void count() {
        nothing.set(lines.stream().noneMatch(line -> line.ticked().get()));
    }

    /// In the order of the page.
    List<Line> lines() {
        return lines;
    }

    ObjectProperty<Format> formatProperty() {
        return format;
    }

    /// Whether nothing is chosen, so that there is no page.
    ReadOnlyBooleanProperty nothingProperty() {
        return nothing.getReadOnlyProperty();
    }

    void tickAll(boolean ticked) {
        lines.forEach(line -> line.ticked().set(ticked));
    }

    /// Remembers what was decided, for the next page.
    Decision decide() {
        lines.forEach(line -> {
            if (line.ticked().get()) {
                remembered.leftOut.remove(line.item().id());
            } else {
                remembered.leftOut.add(line.item().id());
            }
        });
        remembered.format = format.get();
        return new Decision(draft, lines.stream().filter(line -> line.ticked().get()).map(line -> line.item().id())
                .collect(Collectors.toUnmodifiableSet()), format.get());
    }
}
