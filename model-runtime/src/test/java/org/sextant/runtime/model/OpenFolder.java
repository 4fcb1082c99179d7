package org.sextant.runtime.model;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.tensor.Backend;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.testing.Fixtures;

/// A model of a folder, loaded in float32 on the CPU, whose values come out as plain arrays.
final class OpenFolder implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final ModelLoader.Loaded loaded;

    private OpenFolder(Checkpoint checkpoint, ModelLoader.Loaded loaded) {
        this.checkpoint = checkpoint;
        this.loaded = loaded;
    }

    /// Operations of models this small are done before a second thread has woken.
    static OpenFolder at(Path folder) {
        Backend.shareThreads(0);
        Checkpoint checkpoint = Checkpoint.open(folder);
        try {
            return new OpenFolder(checkpoint,
                    ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (done, total) -> {}));
        } catch (RuntimeException failure) {
            checkpoint.close();
            throw failure;
        }
    }

    static OpenFolder ofFixture(String name) {
        return at(Fixtures.folder(name));
    }

    Transformer model() {
        return loaded.transformer();
    }

    ModelSpec spec() {
        return model().spec();
    }

    List<String> warnings() {
        return loaded.warnings();
    }

    /// `[B, T, vocabulary]`.
    float[] logits(long[][] ids) {
        try (NDManager scope = model().newScope()) {
            return NativeMemory.floats(model().forward(ForwardRequest.ofIds(scope, ids), Hooks.NONE).logits());
        }
    }

    /// The value at every site, after the changes at it.
    Values values(long[][] ids, Intervention... changes) {
        HookTable hooks = new HookTable();
        for (Intervention change : changes) {
            hooks.change(change);
        }
        Map<Site, float[]> values = new HashMap<>();
        model().sites().sites().forEach(site -> hooks.observe(site, value -> values.put(site,
                NativeMemory.floats(value))));
        try (NDManager scope = model().newScope()) {
            model().forward(ForwardRequest.ofIds(scope, ids), hooks);
        }
        return new Values(values);
    }

    /// What one forward pass gives under hooks that live as long as it.
    <R> R under(long[][] ids, Function<NDManager, HookTable> hooks, Supplier<R> given) {
        try (NDManager scope = model().newScope()) {
            model().forward(ForwardRequest.ofIds(scope, ids), hooks.apply(scope));
            return given.get();
        }
    }

    /// Values of one forward pass, row-major.
    record Values(Map<Site, float[]> bySite) {
        float[] at(SiteKind kind, int layer) {
            return bySite.getOrDefault(new Site(kind, layer), new float[0]);
        }
    }

    @Override
    public void close() {
        model().close();
        checkpoint.close();
    }
}
