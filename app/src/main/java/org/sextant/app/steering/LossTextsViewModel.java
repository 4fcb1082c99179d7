package org.sextant.app.steering;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.sextant.app.state.LossTexts;
import org.sextant.app.state.PromptFile;
import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.assets.prompts.HeldOutTexts;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.Prompt;

/// Finds the texts that losses are measured on: a file that the person chose, else what is bundled for a demo model,
/// else the prompt that ran.
public final class LossTextsViewModel {
    private final Workspace workspace;
    private final TaskExecutor tasks;
    private Optional<LossTexts> read = Optional.empty();
    private boolean reading;

    public LossTextsViewModel(Workspace workspace, TaskExecutor tasks) {
        this.workspace = workspace;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(_ -> find());
        workspace.lossFileProperty().subscribe((before, now) -> find());
        workspace.runProperty().subscribe(_ -> show());
    }

    private void find() {
        read = Optional.empty();
        reading = false;
        Optional<ModelCard> card = workspace.modelProperty().get().map(OpenModel::card);
        if (card.isPresent()) {
            Optional<Path> file = workspace.lossFileProperty().get();
            String model = card.get().name();
            reading = true;
            BackgroundTask.working("Texts to measure on", () -> file.map(LossTextsViewModel::ofFile)
                    .or(() -> HeldOutTexts.of(model).map(LossTextsViewModel::bundled)))
                    .lane("steering.texts").onSuccess(found -> {
                        read = found;
                        reading = false;
                        show();
                    }).onEnd(this::show).startWith(tasks);
        }
        show();
    }

    private static LossTexts ofFile(Path file) {
        return new LossTexts(String.valueOf(file.getFileName()), PromptFile.read(file).stream()
                .<Prompt>map(line -> new Prompt.Text(line.text())).toList());
    }

    private static LossTexts bundled(HeldOutTexts texts) {
        return new LossTexts(texts.name(), texts.texts().stream().<Prompt>map(Prompt.Text::new).toList());
    }

    private void show() {
        workspace.lossTextsProperty().set(workspace.modelProperty().get().isEmpty() || reading
                ? Optional.empty()
                : read.or(this::ofRun));
    }

    private Optional<LossTexts> ofRun() {
        return workspace.runProperty().get().map(run -> run.provenance().ids()).filter(ids -> ids.size() > 1)
                .map(ids -> new LossTexts("the prompt", List.of(new Prompt.Ids(ids))));
    }
}
