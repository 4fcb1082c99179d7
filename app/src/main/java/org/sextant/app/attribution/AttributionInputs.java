package org.sextant.app.attribution;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.runtime.attribution.Alignment;
import org.sextant.runtime.attribution.AnswerMetric;
import org.sextant.runtime.attribution.AttributionMethod;
import org.sextant.runtime.attribution.PatchDirection;
import org.sextant.runtime.model.RelevanceRules.Rule;
import org.sextant.runtime.session.AttributionSettings;
import org.sextant.runtime.session.ContrastPair;

/// What is asked, as it is typed and chosen. Lives on the UI thread.
final class AttributionInputs {
    /// The published rules of RelP.
    static final Set<Rule> PUBLISHED = Set.of(Rule.LN, Rule.IDENTITY, Rule.HALF);

    private final StringProperty clean = new SimpleStringProperty(this, "clean", "");
    private final StringProperty corrupt = new SimpleStringProperty(this, "corrupt", "");
    private final StringProperty answers = new SimpleStringProperty(this, "answers", "");
    private final StringProperty wrong = new SimpleStringProperty(this, "wrong", "");
    private final ObjectProperty<Reading> reading = new SimpleObjectProperty<>(this, "reading", Reading.TEXT);
    private final ObjectProperty<Optional<PairsChoice>> file = new SimpleObjectProperty<>(this, "file",
            Optional.empty());
    private final ObjectProperty<AttributionMethod> method = new SimpleObjectProperty<>(this, "method",
            AttributionMethod.RELP);
    private final ObjectProperty<Set<Rule>> rules = new SimpleObjectProperty<>(this, "rules", PUBLISHED);
    private final ObjectProperty<ShownNodes> nodes = new SimpleObjectProperty<>(this, "nodes", ShownNodes.RESID_PRE);
    private final ObjectProperty<PatchDirection> direction = new SimpleObjectProperty<>(this, "direction",
            PatchDirection.DENOISING);
    private final ObjectProperty<Alignment> alignment = new SimpleObjectProperty<>(this, "alignment",
            Alignment.EXACT);
    private final ObjectProperty<Optional<Path>> sae = new SimpleObjectProperty<>(this, "sae", Optional.empty());
    private final ObjectProperty<List<Path>> saes = new SimpleObjectProperty<>(this, "saes", List.of());
    private final ObjectProperty<AnswerMetric> metric = new SimpleObjectProperty<>(this, "metric", AnswerMetric.FIRST);
    private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow");
    private boolean own;
    private boolean taking;
    private TypedPair filled = TypedPair.NOTHING;

    /// Pairs from a file.
    record PairsChoice(String name, List<ContrastPair> pairs) {
        PairsChoice {
            pairs = List.copyOf(pairs);
        }
    }

    AttributionInputs() {
        for (StringProperty text : List.of(clean, corrupt, answers, wrong)) {
            text.subscribe((before, now) -> own |= !taking);
        }
        clean.subscribe((before, now) -> leaveAnswers());
        corrupt.subscribe((before, now) -> leaveAnswers());
        method.subscribe(now -> {
            if (nodes.get() == ShownNodes.FEATURES && now == AttributionMethod.MEAN_ABLATION) {
                nodes.set(ShownNodes.RESID_PRE);
            }
        });
    }

    StringProperty cleanProperty() {
        return clean;
    }

    StringProperty corruptProperty() {
        return corrupt;
    }

    /// Several between commas; empty leaves the choice to the model.
    StringProperty answersProperty() {
        return answers;
    }

    StringProperty wrongProperty() {
        return wrong;
    }

    ObjectProperty<Reading> readingProperty() {
        return reading;
    }

    /// Pairs from a file; empty for the pair that is typed.
    ObjectProperty<Optional<PairsChoice>> fileProperty() {
        return file;
    }

    ObjectProperty<AttributionMethod> methodProperty() {
        return method;
    }

    ObjectProperty<Set<Rule>> rulesProperty() {
        return rules;
    }

    ObjectProperty<ShownNodes> nodesProperty() {
        return nodes;
    }

    ObjectProperty<PatchDirection> directionProperty() {
        return direction;
    }

    ObjectProperty<Alignment> alignmentProperty() {
        return alignment;
    }

    /// What is looked at of the answers.
    ObjectProperty<AnswerMetric> metricProperty() {
        return metric;
    }

    ObjectProperty<Optional<Path>> saeProperty() {
        return sae;
    }

    /// SAEs to choose from.
    ObjectProperty<List<Path>> saesProperty() {
        return saes;
    }

    /// The SAEs that lie beside a model, or none.
    void shelve(List<Path> folders) {
        saes.set(List.copyOf(folders));
        sae.set(folders.stream().findFirst());
    }

    /// Takes an SAE, which may be one that was not offered.
    void choose(Path folder) {
        if (!saes.get().contains(folder)) {
            saes.set(Stream.concat(saes.get().stream(), Stream.of(folder)).toList());
        }
        sae.set(Optional.of(folder));
    }

    /// Whether both runs are changed by the sliders.
    BooleanProperty followProperty() {
        return follow;
    }

    /// What changes the question without anything being typed.
    Observable[] choices() {
        return new Observable[]{file, method, rules, nodes, direction, alignment, metric, sae,
            follow};
    }

    /// Whether a person chose the pair.
    boolean isOwn() {
        return own || file.get().isPresent();
    }

    /// The pair as it is typed.
    TypedPair pair() {
        return new TypedPair(clean.get(), corrupt.get(), answers.get(), wrong.get(), reading.get());
    }

    /// Whether several properties are being set, and are not yet one question.
    boolean isTaking() {
        return taking;
    }

    /// Takes pairs in place of the one that is typed.
    void take(PairsChoice pairs) {
        taking = true;
        file.set(Optional.of(pairs));
        taking = false;
    }

    /// Types a pair.
    ///
    /// @param chosen whether a person chose it
    void take(TypedPair pair, boolean chosen) {
        taking = true;
        file.set(Optional.empty());
        alignment.set(Alignment.EXACT);
        reading.set(pair.reading());
        clean.set(pair.clean());
        corrupt.set(pair.corrupt());
        answers.set(pair.answers());
        wrong.set(pair.wrong());
        taking = false;
        own = chosen;
        filled = TypedPair.NOTHING;
    }

    /// Types answers that the model gave; they go when the prompts change.
    void fill(TypedPair pair) {
        filled = new TypedPair(pair.clean(), pair.corrupt(), answers.get().isEmpty() ? pair.answers() : "",
                wrong.get().isEmpty() ? pair.wrong() : "", pair.reading());
        taking = true;
        answers.set(pair.answers());
        wrong.set(pair.wrong());
        taking = false;
    }

    private void leaveAnswers() {
        if (!taking && !filled.equals(TypedPair.NOTHING)) {
            TypedPair stale = filled;
            filled = TypedPair.NOTHING;
            taking = true;
            answers.set(answers.get().equals(stale.answers()) ? "" : answers.get());
            wrong.set(wrong.get().equals(stale.wrong()) ? "" : wrong.get());
            taking = false;
        }
    }

    void toggle(Rule rule) {
        Set<Rule> next = EnumSet.noneOf(Rule.class);
        next.addAll(rules.get());
        if (!next.remove(rule)) {
            next.add(rule);
        }
        rules.set(Set.copyOf(next));
    }

    /// How nodes are scored. The published rules are left unsaid, as the command leaves them.
    AttributionSettings settings() {
        AttributionSettings plain = AttributionSettings.DEFAULT.with(method.get()).withNodes(nodes.get().kinds())
                .with(direction.get()).with(alignment.get())
                .with(method.get().ofTokens() ? AnswerMetric.FIRST : metric.get());
        AttributionSettings ruled = method.get() == AttributionMethod.RELP && !rules.get().equals(PUBLISHED)
                ? plain.withRules(rules.get())
                : plain;
        return nodes.get() == ShownNodes.FEATURES ? sae.get().map(ruled::withSae).orElse(ruled) : ruled;
    }

    /// The pairs to ask about, where nothing is missing.
    List<ContrastPair> pairs() {
        return file.get().map(PairsChoice::pairs).orElseGet(() -> List.of(pair().contrast(method.get().ofTokens())));
    }

    /// Why nothing can be asked yet.
    Optional<Missing> missing() {
        if (nodes.get() == ShownNodes.FEATURES && sae.get().isEmpty()) {
            return Optional.of(new Missing("There is no SAE", "Choose the folder of an SAE for this model."));
        }
        return file.get().isPresent() ? Optional.empty() : pair().missing(method.get().ofTokens());
    }
}
