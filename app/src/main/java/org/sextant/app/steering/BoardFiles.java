package org.sextant.app.steering;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.sextant.app.state.Workspace;
import org.sextant.app.task.BackgroundTask;
import org.sextant.app.task.TaskExecutor;
import org.sextant.runtime.session.ModelCard;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.SaeCard;
import org.sextant.runtime.steering.ImportedVector;
import org.sextant.runtime.steering.OpenQuestion.Topic;
import org.sextant.runtime.steering.PlanFile;
import org.sextant.runtime.steering.SteeringSet;
import org.sextant.runtime.steering.SteeringVector;
import org.sextant.runtime.steering.VectorFile;

/// What comes to the board from files and goes there. Files are read and written away from the UI thread; what fails
/// goes to the window's banner.
public final class BoardFiles {
    private static final String VECTORS = "vectors";
    private static final String SAES = "saes";
    private static final String VECTOR_ENDING = ".safetensors";

    private final BoardViewModel board;
    private final TaskExecutor tasks;
    private final ReadOnlyObjectWrapper<Shelf> shelf = new ReadOnlyObjectWrapper<>(this, "shelf", Shelf.EMPTY);
    private final ReadOnlyObjectWrapper<Optional<Import>> open = new ReadOnlyObjectWrapper<>(this, "open",
            Optional.empty());

    /// What lies in the folder of the open model.
    ///
    /// @param vectors their files
    /// @param saes their folders
    public record Shelf(List<Path> vectors, List<Path> saes) {
        static final Shelf EMPTY = new Shelf(List.of(), List.of());

        public Shelf {
            vectors = List.copyOf(vectors);
            saes = List.copyOf(saes);
        }

        /// @param model its folder
        /// @throws IOException if it cannot be listed
        public static Shelf of(Path model) throws IOException {
            return new Shelf(list(model.resolve(VECTORS)).stream()
                    .filter(file -> file.toString().endsWith(VECTOR_ENDING)).toList(),
                    list(model.resolve(SAES)).stream().filter(Files::isDirectory).toList());
        }

        private static List<Path> list(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        }
    }

    /// A vector whose file leaves questions open.
    ///
    /// @param name of the row that it becomes
    public record Import(String name, ImportedVector vector) {}

    public BoardFiles(Workspace workspace, BoardViewModel board, TaskExecutor tasks) {
        this.board = board;
        this.tasks = tasks;
        workspace.modelProperty().subscribe(this::look);
    }

    /// What the open model brings along.
    public ReadOnlyObjectProperty<Shelf> shelfProperty() {
        return shelf.getReadOnlyProperty();
    }

    /// A vector that waits for [#answer].
    public ReadOnlyObjectProperty<Optional<Import>> openProperty() {
        return open.getReadOnlyProperty();
    }

    /// Puts the sliders of a file on the board, in place of those there.
    public void openPlan(Path file) {
        BackgroundTask.working("Opening the plan", () -> PlanFile.readSet(file)).onSuccess(board::replaceAll)
                .startWith(tasks);
    }

    /// Writes the sliders as they stand.
    public void savePlan(Path file) {
        SteeringSet set = board.setProperty().get();
        BackgroundTask.working("Saving the plan", () -> {
            PlanFile.write(set, file);
            return file;
        }).startWith(tasks);
    }

    /// Puts a vector on the board; where its file leaves something open, it waits for the answers.
    public void addVector(Path file) {
        String name = stem(file);
        BackgroundTask.working("Reading " + name, () -> VectorFile.inspect(file)).onSuccess(vector -> {
            if (vector.questions().isEmpty()) {
                add(name, vector.vector());
            } else {
                open.set(Optional.of(new Import(name, vector)));
            }
        }).startWith(tasks);
    }

    /// Puts the waiting vector on the board as the answers say.
    ///
    /// @param answers as [ImportedVector#answer] takes them
    /// @throws org.sextant.runtime.SextantException if they contradict the file; the vector then goes on waiting
    public void answer(Map<Topic, String> answers) {
        open.get().ifPresent(waiting -> {
            ImportedVector answered = waiting.vector();
            for (Map.Entry<Topic, String> each : answers.entrySet()) {
                answered = answered.answer(each.getKey(), each.getValue());
            }
            open.set(Optional.empty());
            add(waiting.name(), answered.vector());
        });
    }

    /// Gives the waiting vector up.
    public void dismiss() {
        open.set(Optional.empty());
    }

    /// Puts a feature of an SAE on the board.
    public void addFeature(Path sae, int feature) {
        BackgroundTask.working("Reading " + sae.getFileName(), () -> SaeCard.read(sae).placed())
                .onSuccess(card -> board.add(NewRows.feature(card, feature))).startWith(tasks);
    }

    private void add(String name, SteeringVector vector) {
        board.add(NewRows.vector(name, vector), NewRows.reach(vector));
    }

    private void look(Optional<OpenModel> model) {
        shelf.set(Shelf.EMPTY);
        model.map(OpenModel::card).map(ModelCard::folder).ifPresent(folder -> BackgroundTask
                .working("Looking for vectors", () -> Shelf.of(folder)).lane("steering.shelf").onSuccess(shelf::set)
                .startWith(tasks));
    }

    /// The name of a file without its ending.
    static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]+$", "");
    }
}
