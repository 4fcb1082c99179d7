package org.sextant.app.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

import org.sextant.app.state.PromptFile;
import org.sextant.app.view.PaneState;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.ExpertLoadRequest;
import org.sextant.runtime.session.ExpertLoadRequest.Measure;
import org.sextant.runtime.session.ExpertLoadRequest.Span;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.steering.SteeringPlan;

/// What is typed and chosen for token resonance imaging.
final class ResonanceInputs {
    private static final String REFUSING = "I cannot, I can't, I'm sorry, I am sorry, I won't, I will not";
    private static final int USUAL_TOKENS = 12;

    private final StringProperty target = new SimpleStringProperty(this, "target", "");
    private final StringProperty rest = new SimpleStringProperty(this, "rest", "");
    private final BooleanProperty conversations = new SimpleBooleanProperty(this, "conversations");
    private final ReadOnlyBooleanWrapper canConverse = new ReadOnlyBooleanWrapper(this, "canConverse");
    private final ObjectProperty<Measure> measure = new SimpleObjectProperty<>(this, "measure", Measure.TOKENS);
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(this, "span", Span.PROMPT);
    private final BooleanProperty perToken = new SimpleBooleanProperty(this, "perToken", true);
    private final BooleanProperty steered = new SimpleBooleanProperty(this, "steered");
    private final BooleanProperty responses = new SimpleBooleanProperty(this, "responses");
    private final IntegerProperty newTokens = new SimpleIntegerProperty(this, "newTokens", USUAL_TOKENS);
    private final StringProperty phrases = new SimpleStringProperty(this, "phrases", REFUSING);

    /// The prompts of the class, one a line.
    StringProperty targetProperty() {
        return target;
    }

    /// The other prompts.
    StringProperty restProperty() {
        return rest;
    }

    /// Whether each prompt goes through the chat template, as what the person says.
    BooleanProperty conversationsProperty() {
        return conversations;
    }

    /// Whether the open model has a chat template.
    ReadOnlyBooleanProperty canConverseProperty() {
        return canConverse.getReadOnlyProperty();
    }

    ObjectProperty<Measure> measureProperty() {
        return measure;
    }

    ObjectProperty<Span> spanProperty() {
        return span;
    }

    BooleanProperty perTokenProperty() {
        return perToken;
    }

    /// Whether the model is read under what steers it.
    BooleanProperty steeredProperty() {
        return steered;
    }

    /// Whether responses are read though the tokens of the prompts alone count.
    BooleanProperty responsesProperty() {
        return responses;
    }

    IntegerProperty newTokensProperty() {
        return newTokens;
    }

    /// What a response of the target says, separated by commas.
    StringProperty phrasesProperty() {
        return phrases;
    }

    List<String> phrases() {
        return Arrays.stream(phrases.get().split(",")).map(String::strip).filter(phrase -> !phrase.isEmpty()).toList();
    }

    void follow(Optional<OpenModel> model) {
        boolean template = model.flatMap(open -> open.card().chatTemplate()).isPresent();
        canConverse.set(template);
        conversations.set(template && conversations.get());
    }

    /// How many prompts a list holds.
    static int count(String text) {
        return (int) text.lines().filter(line -> !line.isBlank()).count();
    }

    /// What has to be given before anything can be compared.
    Optional<PaneState.Empty> missing() {
        int targets = count(target.get());
        int rests = count(rest.get());
        String what = targets == 0 && rests == 0
                ? "Both lists are empty"
                : "The list of " + (targets == 0 ? "target" : "other") + " prompts is empty";
        return targets > 0 && rests > 0
                ? Optional.empty()
                : Optional.of(new PaneState.Empty(what,
                        "Write one prompt a line, open a file of prompts, or take the examples."));
    }

    /// What is asked: the target first.
    ///
    /// @param plan what steers the model, which counts where that is chosen
    /// @throws org.sextant.runtime.SextantException if a list is damaged
    ExpertLoadRequest request(SteeringPlan plan) {
        List<Prompt> prompts = Stream.concat(prompts(target.get(), "the target list").stream(),
                prompts(rest.get(), "the list of the rest").stream()).toList();
        boolean generating = responses.get() || span.get() != Span.PROMPT;
        return new ExpertLoadRequest(prompts, span.get(), measure.get(), perToken.get(),
                generating ? newTokens.get() : 0, steered.get() ? plan : SteeringPlan.NONE);
    }

    /// @throws org.sextant.runtime.SextantException if the list is damaged
    private List<Prompt> prompts(String text, String where) {
        return PromptFile.parse(text.lines().toList(), where).stream().map(line -> prompt(line.text())).toList();
    }

    private Prompt prompt(String text) {
        return conversations.get()
                ? new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, text)), true)
                : new Prompt.Text(text);
    }
}
