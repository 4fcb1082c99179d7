package org.sextant.runtime.attribution;

import java.nio.file.Path;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.testing.Fixtures;

/// A transformer on the test's own thread.
record OpenTransformer(Checkpoint checkpoint, Transformer model) implements AutoCloseable {
    static OpenTransformer of(Path folder, DataType type) {
        Checkpoint checkpoint = Checkpoint.open(folder);
        return new OpenTransformer(checkpoint,
                ModelLoader.load(checkpoint, Device.cpu(), type, (done, total) -> {}).transformer());
    }

    static OpenTransformer fixture(String name) {
        return of(Fixtures.folder(name), DataType.FLOAT32);
    }

    @Override
    public void close() {
        model.close();
        checkpoint.close();
    }
}
