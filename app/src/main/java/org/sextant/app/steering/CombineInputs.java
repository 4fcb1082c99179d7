package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.Workspace;
import org.sextant.app.steering.CombineQuestion.Term;

/// Which vectors are put together, and those that there are: of the board, derived here, in files.
final class CombineInputs {
    private static final int MOST_DERIVED = 12;

    private final Workspace workspace;
    private final List<VectorSource> derived = new ArrayList<>();
    private final List<VectorSource> opened = new ArrayList<>();
    private List<VectorSource> shelf = List.of();
    private final ReadOnlyObjectWrapper<List<VectorSource>> sources = new ReadOnlyObjectWrapper<>(this, "sources",
            List.of());
    private final ObjectProperty<List<Term>> terms = new SimpleObjectProperty<>(this, "terms", List.of());
    private final ObjectProperty<Optional<VectorSource>> without = new SimpleObjectProperty<>(this, "without",
            Optional.empty());
    private final ObjectProperty<OptionalDouble> norm = new SimpleObjectProperty<>(this, "norm",
            OptionalDouble.empty());

    CombineInputs(Workspace workspace) {
        this.workspace = workspace;
        workspace.steeringProperty().subscribe(_ -> offer());
    }

    /// What can be chosen, the newest derived one first.
    ReadOnlyObjectProperty<List<VectorSource>> sourcesProperty() {
        return sources.getReadOnlyProperty();
    }

    ObjectProperty<List<Term>> termsProperty() {
        return terms;
    }

    /// Whose direction is projected out of the sum.
    ObjectProperty<Optional<VectorSource>> withoutProperty() {
        return without;
    }

    /// The length at every layer; empty leaves that of the sum.
    ObjectProperty<OptionalDouble> normProperty() {
        return norm;
    }

    /// Adds a vector that is not yet among the terms, once.
    void add() {
        Stream<VectorSource> unused = sources.get().stream()
                .filter(source -> terms.get().stream().noneMatch(term -> term.source().equals(source)));
        unused.findFirst().or(() -> sources.get().stream().findFirst())
                .ifPresent(source -> add(new Term(1, source)));
    }

    /// Takes the vector of a file in and adds it.
    void add(Path file) {
        VectorSource source = new VectorSource.InFile(file);
        opened.remove(source);
        opened.add(source);
        offer();
        add(new Term(1, source));
    }

    private void add(Term term) {
        List<Term> next = new ArrayList<>(terms.get());
        next.add(term);
        terms.set(List.copyOf(next));
    }

    void replace(int place, Term term) {
        List<Term> next = new ArrayList<>(terms.get());
        next.set(place, term);
        terms.set(List.copyOf(next));
    }

    void remove(int place) {
        List<Term> next = new ArrayList<>(terms.get());
        next.remove(place);
        terms.set(List.copyOf(next));
    }

    CombineQuestion question(LayerRange layers) {
        return new CombineQuestion(terms.get(), without.get(), norm.get(), layers);
    }

    /// Remembers a vector that was made here.
    void remember(MadeVector made) {
        made.vector().ifPresent(vector -> {
            long before = derived.stream().filter(source -> source.name().startsWith(made.name())).count();
            derived.addFirst(new VectorSource.Ready(made.name() + (before == 0 ? "" : " (" + (before + 1) + ")"),
                    "derived", vector));
            if (derived.size() > MOST_DERIVED) {
                derived.removeLast();
            }
            offer();
        });
    }

    /// Another model: what was derived of the one before is gone, files stay.
    ///
    /// @param files of vectors that lie beside it
    void shelve(List<Path> files) {
        shelf = files.stream().<VectorSource>map(VectorSource.InFile::new).toList();
        offer();
    }

    void forget() {
        derived.clear();
        shelf = List.of();
        terms.set(List.of());
        without.set(Optional.empty());
        offer();
    }

    private void offer() {
        sources.set(Stream.of(derived, VectorSource.onBoard(workspace.steeringProperty().get().rows()), shelf, opened)
                .flatMap(List::stream).toList());
    }
}
