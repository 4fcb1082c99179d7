package org.sextant.app.compare;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

import org.sextant.app.state.LossTexts;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.compare.Similarity;
import org.sextant.runtime.session.CompareLayersRequest;
import org.sextant.runtime.session.CompareLayersRequest.Limits;
import org.sextant.runtime.session.CompareLayersResult;
import org.sextant.runtime.session.CompareTexts;
import org.sextant.runtime.session.Prompt;

/// How alike the layers of both models are over a set of texts. Lives on the UI thread.
final class SimilarityViewModel {
    /// Tokens that are read of a file.
    static final long MOST_TOKENS = 20_000;

    private final ComparedSource source;
    private final PairAnswer<Answered> answer;
    private final ObjectProperty<Similarity> statistic = new SimpleObjectProperty<>(this, "statistic", Similarity.CKA);
    private final ObjectProperty<Optional<Path>> file = new SimpleObjectProperty<>(this, "file", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<LayersPicture>> picture = new ReadOnlyObjectWrapper<>(this, "picture",
            Optional.empty());
    private boolean active;

    /// What the answer depends on.
    private record Question(ComparedSides sides, Optional<Path> file, List<Prompt> texts, Set<Similarity> statistics) {
        /// Whether the answer to another question holds the answer to this one.
        boolean isPartOf(Question other) {
            return sides.equals(other.sides) && file.equals(other.file) && texts.equals(other.texts)
                    && other.statistics.containsAll(statistics);
        }
    }

    /// An answer with its question.
    private record Answered(Question question, CompareLayersResult result) {}

    SimilarityViewModel(ComparedSource source) {
        this.source = source;
        answer = new PairAnswer<>("Comparing the layers", "compare.layers", source.tasks());
        source.sides().subscribe(_ -> refresh());
        source.workspace().lossTextsProperty().subscribe(_ -> refresh());
        statistic.subscribe(_ -> refresh());
        file.subscribe(_ -> refresh());
        answer.valueProperty().subscribe(_ -> show());
    }

    ObjectProperty<Similarity> statisticProperty() {
        return statistic;
    }

    /// A file of texts that the person chose; empty for the usual ones.
    ObjectProperty<Optional<Path>> fileProperty() {
        return file;
    }

    ReadOnlyObjectProperty<Optional<LayersPicture>> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<PaneState> stateProperty() {
        return answer.stateProperty();
    }

    /// What the texts are called.
    String textsName() {
        return file.get().map(path -> String.valueOf(path.getFileName()))
                .or(() -> source.workspace().lossTextsProperty().get().map(LossTexts::name)).orElse("no texts");
    }

    /// The curve beside the matrix.
    Optional<SimilarityCurve> curve() {
        return picture.get().map(SimilarityCurve::new);
    }

    /// The same, with its matrix, where they are of what is compared now.
    Optional<SimilarityCurve> current() {
        return curve().filter(_ -> answer.valueProperty().get().map(Answered::question)
                .filter(question -> source.sides().get().filter(question.sides()::equals).isPresent()).isPresent());
    }

    void setActive(boolean looked) {
        active = looked;
        refresh();
    }

    /// Asks again what failed or was cancelled.
    void again() {
        answer.drop();
        refresh();
    }

    private void refresh() {
        Optional<ComparedSides> sides = source.sides().get();
        Optional<LossTexts> usual = source.workspace().lossTextsProperty().get();
        if (sides.isEmpty() || (file.get().isEmpty() && usual.isEmpty())) {
            answer.clear(PaneState.NOTHING_RUN);
        } else if (active) {
            ask(sides.get(), usual.map(LossTexts::texts).orElse(List.of()));
        } else {
            answer.drop();
        }
        show();
    }

    private void ask(ComparedSides of, List<Prompt> usual) {
        Question wanted = new Question(of, file.get(), file.get().isPresent() ? List.of() : usual,
                EnumSet.of(Similarity.CKA, Similarity.CKA_DEBIASED, statistic.get()));
        Question question = answer.valueProperty().get().map(Answered::question).filter(wanted::isPartOf)
                .orElse(wanted);
        answer.ask(question, () -> new NamedJob<>(source.comparing().pair(of.a(), of.b()).submitIdle(
                new CompareLayersRequest(texts(question), of.sideA(), of.sideB(), question.statistics(),
                        Limits.DEFAULT)),
                result -> new Answered(question, result)));
    }

    /// Ids belong to one vocabulary: where the prompt stands in for texts, it goes in as either model reads it.
    private static CompareTexts texts(Question question) {
        if (question.file().isPresent()) {
            return new CompareTexts.Corpus(question.file().get(), MOST_TOKENS);
        }
        boolean ids = question.texts().stream().anyMatch(Prompt.Ids.class::isInstance);
        return new CompareTexts.Prompts(ids ? List.of(question.sides().prompt()) : question.texts());
    }

    private void show() {
        Similarity wanted = statistic.get();
        picture.set(answer.valueProperty().get()
                .filter(answered -> answered.result().matrices().containsKey(wanted))
                .map(answered -> new LayersPicture(answered.result(), wanted, answered.question().sides().nameA(),
                        answered.question().sides().nameB())));
    }
}
