package org.sextant.app.steering;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;

import org.jspecify.annotations.Nullable;
import org.sextant.app.state.LossTexts;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.RunningTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SafeRange;
import org.sextant.runtime.session.SafeRangeRequest;

/// Finds out in the background how far each slider may go before the loss rises by a tenth, one slider after another,
/// and again when what a slider does has changed. Moving a slider changes nothing about that. The model answers
/// everything else first.
public final class SafeRanges {
    /// Tokens that are predicted under each value that is tried.
    static final int TOKENS = 512;
    static final SafeBand.Unknown COMPUTING = new SafeBand.Unknown("being computed");
    static final SafeBand.Unknown CANCELLED = new SafeBand.Unknown(
            "was cancelled; change the slider's layers or tokens to compute it");

    private final Workspace workspace;
    private final BoardViewModel board;
    private final TaskExecutor tasks;
    private final Map<RowViewModel, Question> settled = new HashMap<>();
    private @Nullable Asked current;

    /// What decides the answer.
    private record Question(OpenModel model, List<Object> effect, SliderRange range, LossTexts texts) {
        boolean isOfSameSlider(Question other) {
            return model.equals(other.model) && effect.equals(other.effect) && texts.equals(other.texts);
        }
    }

    private static final class Asked {
        private final RowViewModel row;
        private final Question question;
        private @Nullable RunningTask task;

        Asked(RowViewModel row, Question question) {
            this.row = row;
            this.question = question;
        }
    }

    public SafeRanges(Workspace workspace, BoardViewModel board, TaskExecutor tasks) {
        this.workspace = workspace;
        this.board = board;
        this.tasks = tasks;
        board.rows().addListener((ListChangeListener<RowViewModel>) change -> {
            while (change.next()) {
                change.getAddedSubList().stream().filter(row -> !change.getRemoved().contains(row))
                        .forEach(this::follow);
            }
            refresh();
        });
        board.rows().forEach(this::follow);
        workspace.modelProperty().subscribe(_ -> refresh());
        workspace.lossTextsProperty().subscribe(_ -> refresh());
    }

    private void follow(RowViewModel row) {
        row.rowProperty().subscribe((before, now) -> refresh());
        row.rangeProperty().subscribe((before, now) -> refresh());
        row.problemProperty().subscribe((before, now) -> refresh());
    }

    private void refresh() {
        settled.keySet().retainAll(board.rows());
        for (RowViewModel row : board.rows()) {
            Optional<String> obstacle = obstacle(row);
            Question known = settled.get(row);
            if (obstacle.isPresent()) {
                settled.remove(row);
                row.band(new SafeBand.Unknown(obstacle.get()));
            } else if (known == null || !known.isOfSameSlider(question(row))) {
                settled.remove(row);
                row.band(COMPUTING);
            }
        }
        Asked running = current;
        if (running != null && !isWanted(running)) {
            current = null;
            if (running.task != null) {
                running.task.cancel();
            }
        }
        next();
    }

    /// Why it cannot be asked.
    private Optional<String> obstacle(RowViewModel row) {
        if (workspace.modelProperty().get().isEmpty()) {
            return Optional.of("no model is open");
        }
        if (row.problemProperty().get().isPresent()) {
            return Optional.of("the slider does not fit the model");
        }
        if (row.rowProperty().get().kind() == RowEdits.Kind.ZERO) {
            return Optional.of("there is nothing to slide");
        }
        return workspace.lossTextsProperty().get().isPresent()
                ? Optional.empty()
                : Optional.of("there is no text to measure on; run a prompt");
    }

    private Question question(RowViewModel row) {
        return new Question(workspace.modelProperty().get().orElseThrow(), row.rowProperty().get().effect(),
                row.rangeProperty().get(), workspace.lossTextsProperty().get().orElseThrow());
    }

    private boolean isWanted(Asked asked) {
        return board.rows().contains(asked.row) && obstacle(asked.row).isEmpty()
                && question(asked.row).equals(asked.question);
    }

    private void next() {
        if (current == null) {
            board.rows().stream().filter(row -> obstacle(row).isEmpty())
                    .filter(row -> !question(row).equals(settled.get(row))).findFirst()
                    .ifPresent(row -> ask(new Asked(row, question(row))));
        }
    }

    private void ask(Asked asked) {
        current = asked;
        SliderRange range = asked.question.range();
        var request = new SafeRangeRequest(asked.row.rowProperty().get().row(), range.low(), range.high(),
                asked.question.texts().texts(), TOKENS);
        asked.task = BackgroundTask
                .asking("Safe range of " + asked.row.name(), () -> asked.question.model().submitIdle(request))
                .onSuccess(found -> settle(asked, known(asked, found)))
                .onFailure(failure -> settle(asked, cannot(failure)))
                .onEnd(() -> ended(asked)).startWith(tasks);
    }

    private static SafeBand known(Asked asked, SafeRange found) {
        return SafeBand.Known.of(found, asked.question.range(), asked.question.texts().name());
    }

    private static SafeBand cannot(SextantException failure) {
        return new SafeBand.Unknown("cannot be computed, " + failure.what() + "; " + failure.remedy());
    }

    private void settle(Asked asked, SafeBand band) {
        if (asked == current) {
            settled.put(asked.row, asked.question);
            asked.row.band(band);
        }
    }

    private void ended(Asked asked) {
        if (asked == current) {
            if (!asked.question.equals(settled.get(asked.row))) {
                settle(asked, CANCELLED);
            }
            current = null;
            next();
        }
    }
}
