package org.sextant.app.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.DirectoryChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;

import org.sextant.app.demo.ModelAddresses;
import org.sextant.app.state.Preferences;
import org.sextant.app.state.PreferencesFile;
import org.sextant.app.state.WindowBounds;
import org.sextant.assets.ApplicationIcon;
import org.sextant.runtime.session.Session;

/// The program with its window.
public final class SextantApplication extends Application {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    /// As much of the window as a person needs to move it.
    private static final double GRIP = 24;

    private final PreferencesFile file = PreferencesFile.ofSystem(System.getenv());
    private Preferences loaded = Preferences.DEFAULT;
    private WindowRequest request = WindowRequest.PLAIN;

    /// Opens the window and returns when it has been closed; the end of the process then keeps the preferences and
    /// frees the models. Once a process.
    ///
    /// @param request what it opens with
    public static void open(WindowRequest request) {
        Application.launch(SextantApplication.class, request.arguments().toArray(String[]::new));
    }

    /// Reads the preferences, on the launching thread.
    @Override
    public void init() {
        request = WindowRequest.of(getParameters().getRaw());
        loaded = request.applied(file.load());
    }

    @Override
    public void start(Stage stage) {
        var bench = new Workbench(Session::local, ModelAddresses.bundled(), loaded, file::save, WorkbenchViews::all);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("sextant-end").unstarted(bench::shutDown));
        Thread.currentThread().setUncaughtExceptionHandler((_, failure) -> bench.errors().report(failure));
        var pane = new WorkbenchPane(bench, chosen -> chooseFolder(stage, chosen));
        Scene scene = pane.scene(WIDTH, HEIGHT);
        stage.setTitle("Sextant");
        stage.setScene(scene);
        ApplicationIcon.all().forEach(icon -> stage.getIcons().add(new Image(icon.toExternalForm(), true)));
        stage.setMinWidth(960);
        stage.setMinHeight(600);
        request.size().ifPresentOrElse(size -> resize(stage, size),
                () -> loaded.window().ifPresent(bounds -> place(stage, bounds)));
        stage.setOnHiding(_ -> bench.preferences().change(now -> now.withWindow(boundsOf(stage))));
        stage.show();
        bench.models().warmUp();
        request.begin(bench);
    }

    private static void chooseFolder(Stage stage, Consumer<Path> chosen) {
        var chooser = new DirectoryChooser();
        chooser.setTitle("Open a model folder");
        var folder = chooser.showDialog(stage);
        if (folder != null) {
            chosen.accept(folder.toPath());
        }
    }

    private static void resize(Stage stage, WindowRequest.Size size) {
        stage.setWidth(size.width());
        stage.setHeight(size.height());
    }

    /// Puts the window where it stood, unless the screen on which its upper edge was is gone: then the system places it.
    static void place(Stage stage, WindowBounds bounds) {
        if (!Screen.getScreensForRectangle(bounds.x(), bounds.y(), bounds.width(), GRIP).isEmpty()) {
            stage.setX(bounds.x());
            stage.setY(bounds.y());
        }
        stage.setWidth(bounds.width());
        stage.setHeight(bounds.height());
        stage.setMaximized(bounds.maximised());
    }

    private static WindowBounds boundsOf(Stage stage) {
        return new WindowBounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
    }
}
