package org.sextant.runtime.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.train.BatchPlan;
import org.sextant.runtime.train.TokenCorpus;
import org.sextant.runtime.train.TrainingBatch;

/// Activations of a model at one or two sites for texts in a shuffled order, without end.
final class ActivationSource {
    private final Transformer model;
    private final List<Site> sites;
    private final SaePlan.Reading reading;
    private final BatchPlan batches;
    private final int blocks;
    private long taken;

    /// @param sites what is gathered
    /// @param seed of the order of texts
    /// @throws SaeException if no text has a token that is not passed over
    ActivationSource(Transformer model, List<Site> sites, TokenCorpus texts, long seed, SaePlan.Reading reading) {
        this.model = model;
        this.sites = sites;
        this.reading = reading;
        int longest = Math.min(reading.longest(), model.spec().contextLength());
        requireTokens(texts, longest, reading.passedOver());
        this.batches = new BatchPlan(texts, seed, reading.batchTokens(), longest);
        this.blocks = sites.stream().mapToInt(site -> site.blocks(model.spec().layers())).max().orElseThrow();
    }

    private static void requireTokens(TokenCorpus texts, int longest, int passedOver) {
        for (int text = 0; text < texts.size(); text++) {
            if (Math.min(longest, texts.length(text)) > passedOver) {
                return;
            }
        }
        throw new SaeException("no text has a token beyond the first " + passedOver,
                "among the " + texts.size() + " texts to train on", "give longer texts");
    }

    /// Batches of texts that have gone through the model or been passed over.
    long taken() {
        return taken;
    }

    /// Goes past batches.
    void skip(long count) {
        batches.skip(count);
        taken += count;
    }

    /// Fills buffers, one a site, with the activations of the next tokens in an order of chance. What the last batch has
    /// beyond them is left out.
    ///
    /// @param seed of that order
    /// @param goesOn asked between batches
    /// @return whether the buffers are full: not where the work was to stop
    boolean fill(List<ActivationBuffer> buffers, long seed, BooleanSupplier goesOn) {
        int[] places = shuffled(buffers.getFirst().rows(), seed);
        int filled = 0;
        while (filled < places.length) {
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            TrainingBatch batch = batches.next();
            taken++;
            List<float[]> values = run(batch);
            int width = batch.ids()[0].length;
            for (int row = 0; row < batch.ids().length; row++) {
                for (int i = reading.passedOver(); i < width && filled < places.length; i++) {
                    if (batch.real()[row][i]) {
                        put(buffers, values, row * width + i, places[filled++]);
                    }
                }
            }
        }
        return true;
    }

    private static void put(List<ActivationBuffer> buffers, List<float[]> values, int token, int place) {
        for (int site = 0; site < values.size(); site++) {
            ActivationBuffer buffer = buffers.get(site);
            buffer.put(place, values.get(site), token * buffer.width());
        }
    }

    private List<float[]> run(TrainingBatch batch) {
        List<float[]> values = new ArrayList<>();
        HookTable hooks = new HookTable();
        for (Site site : sites) {
            values.add(new float[0]);
            int index = values.size() - 1;
            hooks.observe(site, value -> values.set(index, NativeMemory.floats(value)));
        }
        try (NDManager scope = model.newScope()) {
            model.forward(ForwardRequest.ofIds(scope, batch.ids()).withMask(batch.real()).unembed(Unembed.NONE)
                    .untilBlock(blocks), hooks);
        }
        hooks.requireAllFired();
        return values;
    }

    private static int[] shuffled(int count, long seed) {
        int[] places = new int[count];
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            places[i] = places[j];
            places[j] = i;
        }
        return places;
    }
}
