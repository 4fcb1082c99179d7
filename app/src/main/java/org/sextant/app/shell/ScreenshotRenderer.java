package org.sextant.app.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

import javax.imageio.ImageIO;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.Selection;
import org.sextant.app.task.Problem;
import org.sextant.app.view.ViewContext;
import org.sextant.app.view.WorkbenchView;
import org.sextant.runtime.SextantException;
import org.sextant.runtime.session.Prompt;
import org.sextant.runtime.session.Session;

/// Takes pictures of the window without a display: the same scene, never shown, so that it may be larger than any
/// screen. Each step waits for the work of the one before, never for a time.
public final class ScreenshotRenderer {
    /// A picture that never comes to rest is taken as it is.
    private static final int MOST_ROUNDS = 64;

    private final Supplier<Session> runtime;
    private final ModelAddresses addresses;
    private final Function<ViewContext, List<WorkbenchView>> views;

    ScreenshotRenderer(
            Supplier<Session> runtime,
            ModelAddresses addresses,
            Function<ViewContext, List<WorkbenchView>> views) {
        this.runtime = runtime;
        this.addresses = addresses;
        this.views = views;
    }

    /// Renders one picture as a PNG. Starts and ends JavaFX, so once a process.
    ///
    /// @param addresses knows the demo models, which the window offers
    /// @throws SextantException if the model or the prompt cannot be taken, or there is no such view
    public static byte[] png(ScreenshotRequest request, ModelAddresses addresses) {
        return HeadlessToolkit.during(
                () -> new ScreenshotRenderer(Session::local, addresses, WorkbenchViews::all).render(request));
    }

    /// Renders one picture with JavaFX running already. Not for the UI thread.
    byte[] render(ScreenshotRequest request) {
        CompletableFuture<WritableImage> picture = new CompletableFuture<>();
        CompletableFuture<Workbench> bench = new CompletableFuture<>();
        Platform.runLater(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> {
                bench.completeExceptionally(failure);
                picture.completeExceptionally(failure);
            });
            bench.complete(new Workbench(runtime, addresses, Preferences.DEFAULT.withTheme(request.theme()), _ -> {},
                    views));
            new Sitting(bench.join(), request, picture).begin();
        });
        try {
            return encode(picture.join());
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            bench.handle((made, _) -> Optional.ofNullable(made)).join().ifPresent(Workbench::shutDown);
        }
    }

    private static byte[] encode(WritableImage picture) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(SwingFXUtils.fromFXImage(picture, null), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// The steps of one picture, on the UI thread.
    private record Sitting(Workbench bench, ScreenshotRequest request, CompletableFuture<WritableImage> picture) {
        void begin() {
            var pane = new WorkbenchPane(bench, _ -> {});
            Scene scene = pane.scene(request.width(), request.height());
            if (request.view().isPresent() && !pane.showView(request.view().get())) {
                refuse(new UnattendedException("there is no such view", "--view " + request.view().get(),
                        "choose one of " + names()));
                return;
            }
            request.aspect().ifPresent(aspect -> bench.views().stream().filter(view -> view.aspects().contains(aspect))
                    .forEach(view -> view.showAspect(aspect)));
            bench.workspace().steeringProperty().set(request.sliders());
            request.model().ifPresent(bench.models()::open);
            after(() -> {
                request.compared().ifPresent(bench.second()::choose);
                after(() -> run(scene));
            });
        }

        private String names() {
            return bench.views().stream()
                    .flatMap(view -> Stream.concat(Stream.of(view.id()),
                            view.pictures().stream().map(picture -> view.id() + "." + picture)))
                    .collect(Collectors.joining(", "));
        }

        private void run(Scene scene) {
            request.prompt().ifPresent(this::run);
            after(() -> {
                bench.prompt().problemProperty().get().ifPresent(this::refuse);
                SelectionRange.refusal(request.selection(), bench.workspace()).ifPresent(this::refuse);
                if (picture.isDone()) {
                    return;
                }
                if (!request.selection().equals(Selection.NONE)) {
                    bench.workspace().moveSelection(request.selection());
                }
                settle(scene, new WritableImage(1, 1), 0);
            });
        }

        private void run(Prompt prompt) {
            bench.prompt().set(prompt);
            bench.prompt().run();
        }

        /// Laying out may ask for more work, whose result is laid out in turn: the picture is what stays as it is once
        /// laying it out asks for nothing more.
        private void settle(Scene scene, WritableImage before, int round) {
            WritableImage now = snapshot(scene);
            boolean settled = bench.tasks().atRestProperty().get() && same(before, now);
            after(() -> {
                if (settled || round == MOST_ROUNDS) {
                    picture.complete(now);
                } else {
                    settle(scene, now, round + 1);
                }
            });
        }

        /// Scroll panes keep pixels of their content, and in a scene that is never shown nothing says that these are
        /// old: the picture would show what stood there at the first snapshot.
        private static WritableImage snapshot(Scene scene) {
            scene.getRoot().lookupAll(".viewport").forEach(viewport -> viewport.setCache(false));
            return scene.snapshot(null);
        }

        private static boolean same(Image one, Image other) {
            if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
                return false;
            }
            int width = (int) one.getWidth();
            return IntStream.range(0, (int) one.getHeight())
                    .allMatch(row -> Arrays.equals(row(one, row, width), row(other, row, width)));
        }

        private static int[] row(Image image, int row, int width) {
            int[] argb = new int[width];
            image.getPixelReader().getPixels(0, row, width, 1, PixelFormat.getIntArgbInstance(), argb, 0, width);
            return argb;
        }

        private void after(Runnable next) {
            Rest.then(bench.tasks(), () -> {
                bench.errors().problemProperty().get().filter(Problem::isFailure).ifPresent(this::refuse);
                if (!picture.isDone()) {
                    next.run();
                }
            });
        }

        private void refuse(Problem problem) {
            refuse(new UnattendedException(problem.what(), problem.where(), problem.remedy()));
        }

        private void refuse(SextantException failure) {
            picture.completeExceptionally(failure);
        }
    }
}
