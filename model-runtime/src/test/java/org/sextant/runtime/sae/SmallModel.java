package org.sextant.runtime.sae;

import java.util.Random;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.checkpoint.Checkpoint;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.family.ModelLoader;
import org.sextant.runtime.testing.Fixtures;
import org.sextant.runtime.train.TokenCorpus;

/// A fixture as a model to train SAEs on, and texts of chance for it.
///
/// @param checkpoint its open folder
/// @param transformer 2 blocks of width 32
record SmallModel(Checkpoint checkpoint, Transformer transformer) implements AutoCloseable {
    static final int WIDTH = 32;
    static final String SITE = "blocks.0.hook_resid_post";
    private static final int VOCABULARY = 97;

    static SmallModel open() {
        Checkpoint checkpoint = Checkpoint.open(Fixtures.folder("v5/llama"));
        return new SmallModel(checkpoint, ModelLoader.load(checkpoint, Device.cpu(), DataType.FLOAT32, (_, _) -> {})
                .transformer());
    }

    static TokenCorpus texts(int count, long seed) {
        Random random = new Random(seed);
        TokenCorpus.Builder corpus = new TokenCorpus.Builder();
        for (int text = 0; text < count; text++) {
            corpus.add(random.ints(4 + random.nextInt(12), 3, VOCABULARY).toArray());
        }
        return corpus.build();
    }

    @Override
    public void close() {
        transformer.close();
        checkpoint.close();
    }
}
