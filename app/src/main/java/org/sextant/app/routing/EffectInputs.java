package org.sextant.app.routing;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.sextant.app.state.LossTexts;
import org.sextant.app.state.PromptFile;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.PlanEffectRequest.Arm;
import org.sextant.runtime.session.Prompt;

/// What is typed and chosen for the effect of plans.
final class EffectInputs {
    private static final int USUAL_EXPERTS = 10;
    private static final int USUAL_DRAWS = 3;

    private final BooleanProperty board = new SimpleBooleanProperty(this, "board", true);
    private final Experts top = new Experts(true);
    private final Experts random = new Experts(true);
    private final Experts forced = new Experts(true);
    private final IntegerProperty draws = new SimpleIntegerProperty(this, "draws", USUAL_DRAWS);
    private final IntegerProperty seed = new SimpleIntegerProperty(this, "seed");
    private final StringProperty requests = new SimpleStringProperty(this, "requests", "");
    private final BooleanProperty conversations = new SimpleBooleanProperty(this, "conversations");
    private final ReadOnlyBooleanWrapper canConverse = new ReadOnlyBooleanWrapper(this, "canConverse");
    private final StringProperty phrases = new SimpleStringProperty(this, "phrases", EffectQuestion.USUAL_PHRASES);
    private final IntegerProperty newTokens = new SimpleIntegerProperty(this, "newTokens",
            EffectQuestion.USUAL_TOKENS);
    private final ObjectProperty<Optional<EffectQuestions>> questions = new SimpleObjectProperty<>(this, "questions",
            Optional.empty());
    private final BooleanProperty texts = new SimpleBooleanProperty(this, "texts", true);

    /// A plan about experts: whether it is tried, and of how many.
    static final class Experts {
        private final BooleanProperty chosen;
        private final IntegerProperty count = new SimpleIntegerProperty(this, "count", USUAL_EXPERTS);

        Experts(boolean chosen) {
            this.chosen = new SimpleBooleanProperty(this, "chosen", chosen);
        }

        BooleanProperty chosenProperty() {
            return chosen;
        }

        IntegerProperty countProperty() {
            return count;
        }

        private int number() {
            return chosen.get() ? count.get() : 0;
        }
    }

    /// Whether what the board does is tried.
    BooleanProperty boardProperty() {
        return board;
    }

    /// The most resonant off.
    Experts top() {
        return top;
    }

    /// As many by chance off.
    Experts random() {
        return random;
    }

    /// The most resonant forced on.
    Experts forced() {
        return forced;
    }

    IntegerProperty drawsProperty() {
        return draws;
    }

    IntegerProperty seedProperty() {
        return seed;
    }

    /// Prompts whose refusal is judged, one a line.
    StringProperty requestsProperty() {
        return requests;
    }

    /// Whether each goes through the chat template, as what the person says.
    BooleanProperty conversationsProperty() {
        return conversations;
    }

    ReadOnlyBooleanProperty canConverseProperty() {
        return canConverse.getReadOnlyProperty();
    }

    /// What a refusal begins with, separated by commas.
    StringProperty phrasesProperty() {
        return phrases;
    }

    IntegerProperty newTokensProperty() {
        return newTokens;
    }

    ObjectProperty<Optional<EffectQuestions>> questionsProperty() {
        return questions;
    }

    /// Whether the loss on texts is measured.
    BooleanProperty textsProperty() {
        return texts;
    }

    void follow(Optional<OpenModel> model) {
        boolean template = model.flatMap(open -> open.card().chatTemplate()).isPresent();
        canConverse.set(template);
        conversations.set(template && conversations.get());
        questions.set(Optional.empty());
    }

    EffectArms.Choice choice() {
        return new EffectArms.Choice(top.number(), random.number(), draws.get(), seed.get(), forced.number());
    }

    /// What plans are tried on, as it is chosen now.
    Materials materials(Optional<LossTexts> losses) {
        return new Materials(requests.get(), conversations.get(), phrases.get(), newTokens.get(), questions.get(),
                losses.filter(_ -> texts.get()));
    }

    /// What plans are tried on.
    ///
    /// @param requests one a line
    /// @param asUser whether they are conversations
    /// @param phrases separated by commas
    record Materials(String requests, boolean asUser, String phrases, int newTokens,
            Optional<EffectQuestions> questions, Optional<LossTexts> texts) {
        /// @throws org.sextant.runtime.SextantException if the list of requests is damaged
        EffectQuestion question(List<Arm> arms) {
            List<Prompt> prompts = requests.isBlank()
                    ? List.of()
                    : PromptFile.parse(requests.lines().toList(), "the list of requests").stream()
                            .map(line -> EffectQuestion.asked(line.text(), asUser)).toList();
            return new EffectQuestion(arms, prompts, EffectQuestion.phrases(phrases), newTokens,
                    questions.map(EffectQuestions::questions).orElse(List.of()),
                    texts.map(LossTexts::texts).orElse(List.of()));
        }
    }
}
