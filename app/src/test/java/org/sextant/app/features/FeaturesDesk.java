package org.sextant.app.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.sextant.app.features.FeatureRow.Listing;
import org.sextant.app.state.Workspace;
import org.sextant.app.steering.BoardViewModel;
import org.sextant.app.task.ErrorFunnel;
import org.sextant.app.task.QueuedTaskExecutor;
import org.sextant.app.task.TaskExecutor;
import org.sextant.app.view.ViewContext;
import org.sextant.runtime.session.ModelLocation;
import org.sextant.runtime.session.OpenModel;
import org.sextant.runtime.session.OpenRequest;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.RunRequest;
import org.sextant.runtime.session.Session;
import org.sextant.runtime.steering.SteeringRow;
import org.sextant.runtime.testing.CheckpointFolder;

/// A features view without a window, where everything happens on the calling thread, on a small model with an SAE that may
/// be written to.
final class FeaturesDesk {
    static final Prompt PROMPT = new Prompt.Text("abracadabra");

    final Workspace workspace = new Workspace();
    final List<Throwable> bugs = new ArrayList<>();
    final Path sae;
    final FeaturesViewModel features;
    private final Shared shared;
    private final Path folder;
    private final ErrorFunnel errors = new ErrorFunnel(bugs::add);
    private final TaskExecutor tasks = QueuedTaskExecutor.sameThread(errors);
    private final BoardViewModel board = new BoardViewModel(workspace, tasks);

    /// What tests share, for it takes a while.
    ///
    /// @param model a small one
    /// @param texts to go through
    /// @param trained an SAE that is left as it is
    record Shared(Session session, OpenModel model, Path texts, Path trained) implements AutoCloseable {
        static Shared in(Path folder) {
            Path path = CheckpointFolder.copyOf("v5/llama", folder.resolve("model")).withTokenizer().path();
            Session session = Session.local();
            OpenModel model = session.open(new OpenRequest(new ModelLocation.Folder(path))).await();
            Path texts = SmallSae.texts(folder.resolve("texts.txt"));
            SmallSae.train(model, texts, folder.resolve("trained"));
            return new Shared(session, model, texts, folder.resolve("trained"));
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /// @param folder takes a copy of the SAE, and harvests
    FeaturesDesk(Shared shared, Path folder) throws IOException {
        this.shared = shared;
        this.folder = folder;
        sae = Files.createDirectories(folder.resolve("sae"));
        for (String file : List.of("cfg.json", "sae_weights.safetensors")) {
            Files.copy(shared.trained().resolve(file), sae.resolve(file));
        }
        features = another();
        workspace.modelProperty().set(Optional.of(SmallSae.atOnce(shared.model())));
        workspace.runProperty()
                .set(Optional.of(shared.model().submit(new RunRequest(PROMPT, List.of(), 1, false)).await()));
        features.setShowing(true);
    }

    /// Another view of the same, as after a new start.
    FeaturesViewModel another() {
        return new FeaturesViewModel(new ViewContext(workspace, tasks, errors, board::add),
                new HarvestFolder(folder.resolve("harvests")));
    }

    OpenModel model() {
        return shared.model();
    }

    Listing listing() {
        return features.table().listingProperty().get();
    }

    List<SteeringRow> rows() {
        return workspace.steeringProperty().get().rows();
    }

    int strongest() {
        return features.prompt().featureProperty().get().orElseThrow();
    }
}
