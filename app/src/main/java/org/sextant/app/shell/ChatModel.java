package org.sextant.app.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.task.TaskSlot;
import org.sextant.runtime.session.ChatTurn;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;

/// A conversation being typed, and how the open model's chat template renders it.
final class ChatModel {
    static final List<String> ROLES = List.of(ChatTurn.SYSTEM, ChatTurn.USER, ChatTurn.ASSISTANT);

    private final Workspace workspace;
    private final TaskExecutor tasks;
    private final Runnable changed;
    private final ObservableList<Turn> turns = FXCollections.observableArrayList();
    // Held, since a view of a list hears of changes only as long as somebody holds it.
    private final ObservableList<Turn> shown = FXCollections.unmodifiableObservableList(turns);
    private final ReadOnlyStringWrapper rendered = new ReadOnlyStringWrapper(this, "rendered", "");
    private final TaskSlot rendering = new TaskSlot();

    /// One turn being typed.
    final class Turn {
        private final StringProperty role = new SimpleStringProperty(this, "role");
        private final StringProperty content = new SimpleStringProperty(this, "content");

        private Turn(String role, String content) {
            this.role.set(role);
            this.content.set(content);
            this.role.addListener(_ -> changed.run());
            this.content.addListener(_ -> changed.run());
        }

        StringProperty roleProperty() {
            return role;
        }

        StringProperty contentProperty() {
            return content;
        }
    }

    /// @param changed told after each change of a turn or of their order
    ChatModel(Workspace workspace, TaskExecutor tasks, Runnable changed) {
        this.workspace = workspace;
        this.tasks = tasks;
        this.changed = changed;
        turns.add(new Turn(ChatTurn.USER, ""));
    }

    /// The turns in their order, one at least.
    ObservableList<Turn> turns() {
        return shown;
    }

    /// The whole conversation as the template renders it; empty while it is not known.
    ReadOnlyStringProperty renderedProperty() {
        return rendered.getReadOnlyProperty();
    }

    /// Why there can be no conversation; empty where there can.
    ObservableValue<Optional<String>> obstacle() {
        return workspace.modelProperty().map(open -> {
            if (open.isEmpty()) {
                return Optional.of("Open a model first: its own chat template renders the turns");
            }
            return hasTemplate(open) ? Optional.empty()
                    : Optional.of("This model has no chat template, so it takes no turns");
        });
    }

    static boolean hasTemplate(Optional<OpenModel> model) {
        return model.filter(open -> open.card().chatTemplate().isPresent()).isPresent();
    }

    /// The conversation as it stands. It ends with what the assistant begins with, unless the assistant has spoken last.
    Prompt.Chat prompt() {
        List<ChatTurn> typed = turns.stream().map(turn -> new ChatTurn(turn.role.get(), turn.content.get())).toList();
        return new Prompt.Chat(typed, !typed.getLast().role().equals(ChatTurn.ASSISTANT));
    }

    /// Whether nothing is said yet.
    boolean isBlank() {
        return turns.stream().allMatch(turn -> turn.content.get().isBlank());
    }

    void set(List<ChatTurn> next) {
        turns.setAll(next.stream().map(turn -> new Turn(turn.role(), turn.content())).toList());
        changed.run();
    }

    /// Adds a turn at the end: the person's after the assistant's, else the assistant's after the person's.
    Turn add() {
        String last = turns.getLast().role.get();
        Turn added = new Turn(last.equals(ChatTurn.USER) ? ChatTurn.ASSISTANT : ChatTurn.USER, "");
        turns.add(added);
        changed.run();
        return added;
    }

    /// Takes a turn out; the last one is emptied instead.
    void remove(Turn turn) {
        if (turns.size() > 1) {
            turns.remove(turn);
            changed.run();
        } else {
            turn.content.set("");
        }
    }

    boolean canMove(Turn turn, int by) {
        int to = turns.indexOf(turn) + by;
        return turns.contains(turn) && to >= 0 && to < turns.size();
    }

    /// Moves a turn among the others, as far as there is room.
    ///
    /// @param by places, up where negative
    void move(Turn turn, int by) {
        if (canMove(turn, by)) {
            List<Turn> order = new ArrayList<>(turns);
            Collections.swap(order, order.indexOf(turn), order.indexOf(turn) + by);
            turns.setAll(order);
            changed.run();
        }
    }

    /// Has the open model's template render the turns.
    void render() {
        rendering.cancel();
        Optional<OpenModel> model = workspace.modelProperty().get();
        if (!hasTemplate(model)) {
            rendered.set("");
            return;
        }
        Prompt.Chat chat = prompt();
        rendering.start(BackgroundTask.working("Rendering the turns", () -> model.orElseThrow().render(chat))
                .onSuccess(rendered::set)
                .onFailure(_ -> rendered.set("")), tasks);
    }
}
