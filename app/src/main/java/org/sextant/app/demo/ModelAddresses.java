package org.sextant.app.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.sextant.assets.demo.DemoModel;
import org.sextant.assets.demo.DemoModels;
import org.sextant.runtime.session.ModelLocation;

/// From what a person types for a model to the place it lies at. Reads files: not for the UI thread.
public final class ModelAddresses {
    private final DemoModels demos;
    private final Supplier<List<ModelLocation.Cached>> cache;

    /// Where nobody looks for models of the local Hugging Face cache; those that are named are found all the same.
    ///
    /// @param demos the demo models that `demo:NAME` chooses from
    public ModelAddresses(DemoModels demos) {
        this(demos, List::of);
    }

    /// @param demos the demo models that `demo:NAME` chooses from
    /// @param cache what the local Hugging Face cache has; may throw that it cannot be read
    public ModelAddresses(DemoModels demos, Supplier<List<ModelLocation.Cached>> cache) {
        this.demos = demos;
        this.cache = cache;
    }

    /// With the demo models that ship with the program, and the cache of the person who runs it.
    public static ModelAddresses bundled() {
        return new ModelAddresses(DemoModels.bundled(), ModelLocation::inCache);
    }

    /// The addresses of what the local Hugging Face cache has, sorted.
    ///
    /// @throws org.sextant.runtime.SextantException if it is there and cannot be read
    public List<String> cached() {
        return cache.get().stream().map(ModelLocation.Cached::address).toList();
    }

    /// The demo models at hand, the one that the window opens with first.
    public List<DemoModel> demos() {
        return demos.all();
    }

    /// The demo model that the window opens with when nothing else is asked for.
    public Optional<DemoModel> first() {
        return demos().stream().findFirst();
    }

    /// The demo model that an address names; empty for other addresses and where there is none of that name.
    public Optional<DemoModel> demo(String address) {
        return demos().stream().filter(each -> each.address().equals(address)).findFirst();
    }

    /// Whether what an address names is no longer there. A name in the local cache never is: it can come back.
    public boolean isGone(String address) {
        if (address.startsWith(DemoModel.PREFIX)) {
            return demo(address).isEmpty();
        }
        return ModelLocation.parse(address) instanceof ModelLocation.Folder(Path folder) && !Files.exists(folder);
    }

    /// Where a model lies: `demo:NAME` a demo model, which is unpacked if need be; else a folder, or `org/name` or `org/name@revision`.
    ///
    /// @throws org.sextant.runtime.SextantException if there is no such demo model or it cannot be unpacked
    public ModelLocation locate(String address) {
        if (!address.startsWith(DemoModel.PREFIX)) {
            return ModelLocation.parse(address);
        }
        DemoModel demo = demos.at(address);
        return new ModelLocation.Named(demo.address(), demos.folder(demo));
    }
}
