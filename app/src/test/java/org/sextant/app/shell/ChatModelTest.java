package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;

import org.junit.jupiter.api.Test;
import org.sextant.app.demo.SmallDemos;
import org.sextant.app.shell.PromptModel.Reading;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.UserPreferences;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;

import static org.assertj.core.api.Assertions.assertThat;

/// Conversations being typed, without a window and on one thread. The stub's template puts each turn in a line.
class ChatModelTest {
    private final List<Throwable> bugs = new ArrayList<>();
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final UserPreferences preferences = new UserPreferences(Preferences.DEFAULT, _ -> {});
    private final Workspace workspace = new Workspace();
    private final StubSession session = new StubSession();
    private final ModelOpener models = new ModelOpener(new LazySession(() -> session), SmallDemos.none(), workspace,
            tasks, preferences,
            errors);
    private final PromptModel prompt = new PromptModel(workspace, tasks, preferences);
    private final ChatModel chat = prompt.chat();

    private void converse(String... contents) {
        prompt.readingProperty().set(Reading.CHAT);
        List<ChatTurn> turns = new ArrayList<>();
        for (String content : contents) {
            turns.add(new ChatTurn(turns.size() % 2 == 0 ? ChatTurn.USER : ChatTurn.ASSISTANT, content));
        }
        chat.set(turns);
    }

    private List<String> contents() {
        return chat.turns().stream().map(turn -> turn.contentProperty().get()).toList();
    }

    @Test
    void theRenderedTextAndTheTokensFollowTheTurns() {
        models.open("/models/a");
        converse("hi");
        assertThat(chat.renderedProperty().get()).isEqualTo("user: hi\nassistant:");
        assertThat(prompt.tokensProperty().get()).isNotEmpty();
        chat.turns().getFirst().contentProperty().set("hi there");
        assertThat(chat.renderedProperty().get()).isEqualTo("user: hi there\nassistant:");
        chat.turns().getFirst().roleProperty().set(ChatTurn.SYSTEM);
        assertThat(chat.renderedProperty().get()).startsWith("system: hi there");
    }

    @Test
    void aConversationThatEndsWithTheAssistantIsNotPromptedForMore() {
        models.open("/models/a");
        converse("hi", "ho");
        assertThat(chat.prompt().addGenerationPrompt()).isFalse();
        chat.add().contentProperty().set("and?");
        assertThat(chat.prompt().addGenerationPrompt()).isTrue();
        assertThat(chat.prompt().turns().getLast()).isEqualTo(new ChatTurn(ChatTurn.USER, "and?"));
    }

    @Test
    void runningAsksWithTheTurns() {
        models.open("/models/a");
        converse("hi");
        prompt.run();
        assertThat(session.models.getFirst().asked).first().extracting(request -> ((RunRequest) request).prompt())
                .isEqualTo(new Prompt.Chat(List.of(new ChatTurn(ChatTurn.USER, "hi")), true));
        assertThat(preferences.get().recentPrompts()).isEmpty();
    }

    @Test
    void turnsAreAddedTakenOutAndMoved() {
        models.open("/models/a");
        converse("1", "2", "3");
        chat.move(chat.turns().getFirst(), -1);
        chat.move(chat.turns().getLast(), 1);
        assertThat(contents()).containsExactly("1", "2", "3");
        chat.move(chat.turns().getFirst(), 1);
        assertThat(contents()).containsExactly("2", "1", "3");
        assertThat(chat.renderedProperty().get()).startsWith("assistant: 2\nuser: 1");
        chat.remove(chat.turns().getFirst());
        chat.remove(chat.turns().getLast());
        assertThat(contents()).containsExactly("1");
        chat.remove(chat.turns().getFirst());
        assertThat(contents()).as("the last one is emptied").containsExactly("");
        assertThat(prompt.tokensProperty().get()).isEmpty();
    }

    @Test
    void editingAsTextGoesOnWithTheRenderedTextAndAddsNoSpecialTokens() {
        models.open("/models/a");
        converse("hi");
        prompt.editAsText();
        assertThat(prompt.readingProperty().get()).isEqualTo(Reading.TEXT);
        assertThat(prompt.textProperty().get()).isEqualTo("user: hi\nassistant:");
        prompt.run();
        assertThat(session.models.getFirst().asked).first().extracting(request -> ((RunRequest) request).prompt())
                .isEqualTo(new Prompt.Text("user: hi\nassistant:", false));
    }

    @Test
    void whoeverWatchesTheTurnsHearsOfEveryChange() {
        List<Integer> sizes = new ArrayList<>();
        chat.turns().addListener((ListChangeListener<ChatModel.Turn>) change -> sizes.add(change.getList().size()));
        System.gc();
        converse("1", "2");
        chat.add();
        assertThat(sizes).containsExactly(2, 3);
    }

    @Test
    void whatIsTypedBecomesTheFirstTurn() {
        models.open("/models/a");
        prompt.textProperty().set("one two");
        prompt.readingProperty().set(Reading.CHAT);
        assertThat(contents()).containsExactly("one two");
        assertThat(chat.renderedProperty().get()).isEqualTo("user: one two\nassistant:");
    }

    @Test
    void aRefusalIsShownInPlaceAndNothingIsRendered() {
        models.open("/models/a");
        converse("refuse");
        assertThat(prompt.problemProperty().get()).hasValueSatisfying(
                problem -> assertThat(problem).hasMessageContaining("refuses this conversation"));
        assertThat(chat.renderedProperty().get()).isEmpty();
        assertThat(errors.problemProperty().get()).isEmpty();
        assertThat(bugs).isEmpty();
    }

    @Test
    void aModelWithoutATemplateTakesNoTurnsAndSaysSo() {
        assertThat(chat.obstacle().getValue())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Open a model"));
        models.open("/models/a");
        assertThat(chat.obstacle().getValue()).isEmpty();
        converse("hi");
        models.open("/models/ids");
        assertThat(chat.obstacle().getValue())
                .hasValueSatisfying(reason -> assertThat(reason).contains("no chat template"));
        assertThat(prompt.readingProperty().get()).isEqualTo(Reading.IDS);
    }
}
