package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.TrainingBatch;

/// The active features of texts, batch by batch and without the zeros between them: of a dictionary of 131,072 features
/// some dozens are active at a token.
public final class ActiveFeatures {
    /// 64 MiB of features.
    private static final int VALUES_AT_ONCE = 1 << 24;

    private final Transformer model;
    private final Sae sae;
    private final Site site;
    private final int blocks;
    private final int longest;
    private final int passedOver;
    private long modelNanos;

    /// @param longest tokens of a text that are read at the most
    /// @param passedOver tokens at the start of each text that count as having no feature
    /// @throws SaeException if the SAE does not fit the model
    /// @throws org.sextant.runtime.SextantException if the model has no such site
    public ActiveFeatures(Transformer model, Sae sae, int longest, int passedOver) {
        this.model = model;
        this.sae = sae;
        this.site = new SaeSplice(sae, model, passedOver).in();
        this.blocks = site.blocks(model.spec().layers());
        this.longest = longest;
        this.passedOver = passedOver;
    }

    /// The features of some texts, in the order given.
    ///
    /// @param texts their numbers in the corpus
    public List<TextFeatures> of(TokenCorpus corpus, int[] texts, BlockListener listener) {
        TrainingBatch batch = TrainingBatch.of(corpus, texts, longest);
        List<TextFeatures> found = new ArrayList<>();
        HookTable hooks = new HookTable().observe(site, value -> {
            modelNanos += System.nanoTime();
            found.addAll(read(value, texts, batch));
            modelNanos -= System.nanoTime();
        });
        modelNanos -= System.nanoTime();
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()).unembed(Unembed.NONE)
                    .untilBlock(blocks).progress(listener), hooks);
        }
        modelNanos += System.nanoTime();
        hooks.requireAllFired();
        return found;
    }

    /// How long the model itself has taken, the SAE not counted.
    public double modelSeconds() {
        return modelNanos / 1e9;
    }

    private List<TextFeatures> read(NDArray value, int[] texts, TrainingBatch batch) {
        try (NDManager scope = value.getManager().newSubManager()) {
            NDArray own = value.reshape(value.getShape());
            own.attach(scope);
            NDArray rows = SiteRows.of(own);
            int length = batch.ids()[0].length;
            int textsAtOnce = Math.clamp(VALUES_AT_ONCE / Math.max(1L, (long) length * sae.spec().dSae()), 1,
                    texts.length);
            List<TextFeatures> found = new ArrayList<>();
            for (int from = 0; from < texts.length; from += textsAtOnce) {
                int to = Math.min(texts.length, from + textsAtOnce);
                try (NDManager part = scope.newSubManager()) {
                    NDArray some = Ops.slice(rows, 0, (long) from * length, (long) to * length);
                    some.attach(part);
                    float[] features = NativeMemory.floats(sae.encode(some));
                    for (int row = from; row < to; row++) {
                        found.add(sparse(texts[row], features, (row - from) * length, batch.real()[row]));
                    }
                }
            }
            return found;
        }
    }

    /// @param first row of the text's first token
    private TextFeatures sparse(int text, float[] values, int first, boolean[] real) {
        int width = sae.spec().dSae();
        int tokens = 0;
        while (tokens < real.length && real[tokens]) {
            tokens++;
        }
        int[] starts = new int[tokens + 1];
        int[] features = new int[16 * tokens];
        float[] active = new float[features.length];
        int count = 0;
        for (int token = 0; token < tokens; token++) {
            int row = (first + token) * width;
            for (int feature = 0; token >= passedOver && feature < width; feature++) {
                if (values[row + feature] != 0) {
                    if (count == features.length) {
                        features = Arrays.copyOf(features, 2 * count + 1);
                        active = Arrays.copyOf(active, features.length);
                    }
                    features[count] = feature;
                    active[count++] = values[row + feature];
                }
            }
            starts[token + 1] = count;
        }
        return new TextFeatures(text, starts, Arrays.copyOf(features, count), Arrays.copyOf(active, count));
    }
}
