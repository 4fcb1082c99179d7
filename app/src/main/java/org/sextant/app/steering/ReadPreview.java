package org.sextant.app.steering;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.steering.PromptTexts.Side;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.ReadTokens;
import org.sextant.runtime.session.Token;
import org.sextant.runtime.session.TokenPosition;

/// Shows, before anything is derived, which tokens of a typed prompt the chosen rule reads. The newest question wins.
final class ReadPreview {
    private final Workspace workspace;
    private final VectorInputs inputs;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<Optional<Seen>> seen = new ReadOnlyObjectWrapper<>(this, "seen",
            Optional.empty());
    private Side side = Side.POSITIVE;
    private int line;

    /// A prompt as its tokens, or why it has none that could be read.
    ///
    /// @param title which prompt, by which rule
    /// @param read positions
    /// @param problem empty where all is well
    record Seen(String title, List<Token> tokens, List<Integer> read, String problem) {
        Seen {
            tokens = List.copyOf(tokens);
            read = List.copyOf(read);
        }
    }

    ReadPreview(Workspace workspace, VectorInputs inputs, TaskExecutor tasks) {
        this.workspace = workspace;
        this.inputs = inputs;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(_ -> refresh());
        inputs.methodProperty().subscribe(_ -> refresh());
        inputs.positionProperty().subscribe(_ -> refresh());
        inputs.conversationsProperty().subscribe(_ -> refresh());
        inputs.refusalProperty().subscribe(_ -> refresh());
    }

    ReadOnlyObjectProperty<Optional<Seen>> seenProperty() {
        return seen.getReadOnlyProperty();
    }

    /// Looks at the prompt of a line, which may be between two prompts.
    void look(Side at, int number) {
        side = at;
        line = number;
        refresh();
    }

    /// Looks again where the list that is looked at, or the one beside it, has become another.
    void changed(Side at) {
        if (at == side || at == side.other()) {
            refresh();
        }
    }

    /// Looks again.
    void refresh() {
        Optional<OpenModel> model = workspace.modelProperty().get()
                .filter(open -> open.card().tokenizer().isPresent());
        PromptTexts prompts = inputs.prompts();
        boolean lists = inputs.methodProperty().get().source() == VectorMethod.Source.LISTS;
        if (model.isEmpty() || !lists || side == Side.KEPT || prompts.count(side) == 0) {
            seen.set(Optional.empty());
            return;
        }
        VectorQuestion question = inputs.question();
        int place = place(prompts.texts().get(side));
        Side of = side;
        BackgroundTask.working("Reading tokens", () -> seen(model.get(), question, of, place))
                .lane("steering.preview").onSuccess(now -> seen.set(Optional.of(now)))
                .onFailure(failure -> seen.set(Optional.of(new Seen(title(of, place, prompts), List.of(), List.of(),
                        failure.what() + "; " + failure.remedy()))))
                .startWith(tasks);
    }

    /// Which prompt stands at the line, or before it.
    private int place(String text) {
        int upTo = (int) text.lines().limit(line + 1L).filter(each -> !each.isBlank()).count();
        return Math.max(0, upTo - 1);
    }

    private static String title(Side side, int place, PromptTexts prompts) {
        return side.title() + " " + (place + 1) + " of " + prompts.count(side);
    }

    private static Seen seen(OpenModel model, VectorQuestion question, Side side, int place) {
        List<Prompt> prompts = question.prompts().prompts(side);
        Prompt prompt = prompts.get(Math.min(place, prompts.size() - 1));
        List<Prompt> beside = question.method().paired() && question.prompts().count(side.other()) > 0
                ? question.prompts().prompts(side.other())
                : List.of();
        Optional<Prompt> other = place < beside.size() ? Optional.of(beside.get(place)) : Optional.empty();
        ReadTokens read = switch (question.method()) {
            case LEARNT -> parting(model, prompt, other);
            case REFUSAL -> candidates(model, prompt, question.refusal().candidates().positions());
            case ACT_ADD -> model.read(other.map(like -> List.of(prompt, like)).orElse(List.of(prompt)),
                    question.position(), true).getFirst();
            default -> model.read(List.of(prompt), question.position(), false).getFirst();
        };
        return new Seen(title(side, place, question.prompts()), read.tokens(), read.read(), "");
    }

    /// Where the pair parts; nowhere without a pair.
    private static ReadTokens parting(OpenModel model, Prompt prompt, Optional<Prompt> other) {
        List<Token> tokens = model.tokenize(prompt);
        int at = other.map(like -> Arrays.mismatch(ids(tokens), ids(model.tokenize(like)))).orElse(-1);
        return new ReadTokens(tokens, at > 0 && at < tokens.size() ? List.of(at) : List.of());
    }

    private static int[] ids(List<Token> tokens) {
        return tokens.stream().mapToInt(Token::id).toArray();
    }

    /// All that are tried: those that are chosen from the end, or all of the template after the instruction.
    private static ReadTokens candidates(OpenModel model, Prompt prompt, List<Integer> positions) {
        if (positions.isEmpty()) {
            ReadTokens end = model.read(List.of(prompt), TokenPosition.INSTRUCTION_END, false).getFirst();
            return new ReadTokens(end.tokens(),
                    IntStream.range(end.read().getFirst() + 1, end.tokens().size()).boxed().toList());
        }
        List<Token> tokens = model.tokenize(prompt);
        return new ReadTokens(tokens, positions.stream().map(back -> tokens.size() + back)
                .filter(at -> at >= 0 && at < tokens.size()).distinct().sorted().toList());
    }
}
