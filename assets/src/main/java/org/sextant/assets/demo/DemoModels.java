package org.sextant.assets.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// The demo models at hand. They lie as resources beside `models.json`; those in a jar are unpacked into the person's
/// cache when they are first asked for. Every call reads files: not for the UI thread.
public final class DemoModels {
    private static final String RESOURCES = "/org/sextant/assets/models/";

    private final Resources resources;
    private final Path cache;

    /// Finds a resource.
    @FunctionalInterface
    interface Resources {
        /// @param name from the folder of the models on, such as `harbour-base/config.json`
        /// @return null where there is none
        @Nullable
        URL find(String name);
    }

    /// @param cache what lies in a jar is unpacked below it
    DemoModels(Resources resources, Path cache) {
        this.resources = resources;
        this.cache = cache;
    }

    /// Those that ship with the program.
    public static DemoModels bundled() {
        return new DemoModels(name -> DemoModels.class.getResource(RESOURCES + name), CacheFolder.ofThisUser());
    }

    /// Those in a folder that holds `models.json`.
    public static DemoModels in(Path folder) {
        return new DemoModels(name -> existing(folder.resolve(name)), CacheFolder.ofThisUser());
    }

    private static @Nullable URL existing(Path file) {
        try {
            return Files.exists(file) ? file.toUri().toURL() : null;
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Those whose files are there; the window opens with the first.
    public List<DemoModel> all() {
        return index().models().stream().filter(this::isThere).toList();
    }

    /// The one of that name, without `demo:`.
    public Optional<DemoModel> find(String name) {
        return all().stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /// The one at an address such as `demo:harbour-base`.
    ///
    /// @throws DemoException if there is none
    public DemoModel at(String address) {
        String name = address.startsWith(DemoModel.PREFIX) ? address.substring(DemoModel.PREFIX.length()) : address;
        return find(name).orElseThrow(
                () -> new DemoException("there is no demo model of this name", address, remedy(all())));
    }

    private static String remedy(List<DemoModel> there) {
        return there.isEmpty()
                ? "none is bundled with this build: give a model folder or org/name"
                : "choose " + there.stream().map(DemoModel::address).collect(Collectors.joining(" or "))
                        + ", or give a model folder or org/name";
    }

    /// The folder with the model's files, unpacked if they lie in a jar.
    ///
    /// @throws DemoException if it cannot be unpacked
    public Path folder(DemoModel model) {
        URL first = url(model, model.files().stream().filter(file -> !file.name().contains("/")).findFirst()
                .orElseThrow(() -> new DemoException("the demo model has no file of its own", model.address(),
                        "install Sextant again")));
        if (!first.getProtocol().equals("file")) {
            return new Unpacking(model, file -> open(url(model, file)), cache.resolve("models")).folder();
        }
        try {
            return Path.of(first.toURI()).toAbsolutePath().getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private DemoIndex index() {
        URL index = resources.find(DemoIndex.FILE);
        if (index == null) {
            return new DemoIndex(List.of());
        }
        try (InputStream json = open(index)) {
            return DemoIndex.read(json);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private boolean isThere(DemoModel model) {
        return !model.files().isEmpty()
                && model.files().stream().allMatch(file -> resources.find(path(model, file)) != null);
    }

    private URL url(DemoModel model, DemoFile file) {
        URL url = resources.find(path(model, file));
        if (url == null) {
            throw new DemoException("the demo model is not whole, " + file.name() + " is missing", model.address(),
                    "install Sextant again");
        }
        return url;
    }

    private static String path(DemoModel model, DemoFile file) {
        return model.name() + "/" + file.name();
    }

    /// Without the cache of connections, which would keep the jar open.
    private static InputStream open(URL url) throws IOException {
        var connection = url.openConnection();
        connection.setUseCaches(false);
        return connection.getInputStream();
    }
}
