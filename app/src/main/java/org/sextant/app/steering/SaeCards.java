package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.steering.SteeringException;

/// What the SAEs are that rows name, read in the background when first asked for. UI thread only.
final class SaeCards {
    private final TaskExecutor tasks;
    private final Runnable found;
    private final Map<Path, SaeCard> cards = new HashMap<>();
    private final Map<Path, SextantException> failures = new HashMap<>();
    private final Set<Path> asked = new HashSet<>();

    /// @param found called whenever more is known than before
    SaeCards(TaskExecutor tasks, Runnable found) {
        this.tasks = tasks;
        this.found = found;
    }

    /// @throws SextantException if there is none, or it is not known yet
    SaeCard at(Path folder) {
        if (!cards.containsKey(folder) && !failures.containsKey(folder) && asked.add(folder)) {
            BackgroundTask.working("Reading " + folder.getFileName(), () -> SaeCard.read(folder))
                    .onSuccess(card -> cards.put(folder, card))
                    .onFailure(failure -> failures.put(folder, failure))
                    .onEnd(found).startWith(tasks);
        }
        if (failures.containsKey(folder)) {
            throw failures.get(folder);
        }
        if (!cards.containsKey(folder)) {
            throw new SteeringException("the SAE is not read yet", "at " + folder, "wait a moment");
        }
        return cards.get(folder);
    }

    /// Looks again at what was not there.
    void forgetFailures() {
        asked.removeAll(failures.keySet());
        failures.clear();
    }
}
