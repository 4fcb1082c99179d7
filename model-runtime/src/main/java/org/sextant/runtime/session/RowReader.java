package org.sextant.runtime.session;

import java.util.Collection;
import java.util.List;

import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// Reads activations of many prompts at a few tokens each.
final class RowReader {
    private final LoadedModel model;
    private final WorkingMemory memory;

    RowReader(LoadedModel model, WorkingMemory memory) {
        this.model = model;
        this.memory = memory;
    }

    /// A prompt and what is read of it.
    ///
    /// @param ids its tokens
    /// @param places each a row: the mean over some positions
    record Text(List<Integer> ids, List<List<Integer>> places) {
        int[] idArray() {
            return ids.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /// Gets the rows as they come.
    @FunctionalInterface
    interface Taker {
        /// @param text number of the prompt
        /// @param place number of the row of this prompt and site
        /// @param row `[d_model]`
        void take(int text, Site site, int place, float[] row);
    }

    /// Computes no further than the deepest site. Looks for cancellation between blocks, tells progress between prompts.
    ///
    /// @param sites `[B, T, d_model]`
    void read(List<Text> texts, Collection<Site> sites, JobContext context, Taker taker) {
        int longest = texts.stream().mapToInt(text -> text.ids().size()).max().orElse(0);
        memory.require(Workload.pass(longest, 0).lookingAt(sites));
        int blocks = SiteDepth.blocksFor(sites, model.transformer().spec().layers());
        for (int i = 0; i < texts.size(); i++) {
            int number = i;
            Text text = texts.get(i);
            HookTable hooks = new HookTable();
            for (Site site : sites) {
                hooks.observe(site, value -> rows(NativeMemory.floats(value), text,
                        (place, row) -> taker.take(number, site, place, row)));
            }
            try (NDManager scope = model.transformer().newScope()) {
                model.transformer().forward(
                        ForwardRequest.ofIds(scope, text.idArray())
                                .unembed(Unembed.NONE).untilBlock(blocks)
                                .progress((block, total) -> context.checkCancelled()),
                        hooks);
            }
            hooks.requireAllFired();
            context.update(new Update.Progress("Reading", i + 1L, texts.size(), "prompts"));
        }
    }

    @FunctionalInterface
    private interface RowTaker {
        void take(int place, float[] row);
    }

    private static void rows(float[] values, Text text, RowTaker taker) {
        int width = values.length / text.ids().size();
        for (int place = 0; place < text.places().size(); place++) {
            List<Integer> positions = text.places().get(place);
            double[] sum = new double[width];
            for (int position : positions) {
                for (int i = 0; i < width; i++) {
                    sum[i] += values[position * width + i];
                }
            }
            float[] row = new float[width];
            for (int i = 0; i < width; i++) {
                row[i] = (float) (sum[i] / positions.size());
            }
            taker.take(place, row);
        }
    }
}
