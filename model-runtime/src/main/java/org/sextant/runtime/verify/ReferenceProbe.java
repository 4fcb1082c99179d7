package org.sextant.runtime.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.KeyValueCache;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.tensor.NativeMemory;

/// Compares a model with what another implementation recorded for it: `input_ids [B,T]`, and of `hidden.0` to `hidden.L`
/// (the residual stream before each block, the last one after the final norm), `attention.l`, `router_logits.l`,
/// `logits` and `greedy [B,T+N]` those that are there.
public final class ReferenceProbe {
    private final Transformer model;
    private final Recording recording;
    private final BlockListener listener;

    /// A recording.
    public interface Recording {
        /// Names of its tensors.
        Set<String> names();

        /// Sizes of one.
        long[] shape(String name);

        /// Numbers of one, row-major.
        double[] values(String name);
    }

    /// @param listener called between blocks of every forward pass; may throw to stop
    public ReferenceProbe(Transformer model, Recording recording, BlockListener listener) {
        this.model = model;
        this.recording = recording;
        this.listener = listener;
    }

    /// The largest absolute difference of each kind of tensor; of `greedy`, how many tokens differ up to the first end
    /// token.
    ///
    /// @param endTokens tokens that end a text: what follows them in a recording is padding
    public Map<String, Double> differences(Set<Integer> endTokens) {
        Map<String, Double> worst = new LinkedHashMap<>();
        long[][] ids = rows("input_ids");
        Seen seen = new Seen(model.spec().layers());
        try (NDManager scope = model.newScope()) {
            NDArray logits = model.forward(ForwardRequest.ofIds(scope, ids).progress(listener), seen).logits();
            note(worst, "logits", "logits", NativeMemory.doubles(logits));
        }
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            note(worst, "attention", "attention." + layer, seen.of(SiteKind.PATTERN, layer));
            note(worst, "router logits", "router_logits." + layer, seen.of(SiteKind.ROUTER_LOGITS, layer));
        }
        hidden(worst, seen);
        if (recording.names().contains("greedy")) {
            worst.put("greedy tokens", greedy(ids, rows("greedy"), endTokens));
        }
        return worst;
    }

    /// Recordings differ in whether `hidden.0` is the embedding or the first block's output: the reading that fits
    /// better is taken for all of them.
    private void hidden(Map<String, Double> worst, Seen seen) {
        Map<SiteKind, Double> readings = new EnumMap<>(SiteKind.class);
        for (SiteKind kind : List.of(SiteKind.RESID_PRE, SiteKind.RESID_POST)) {
            Map<String, Double> reading = new LinkedHashMap<>();
            for (int layer = 0; layer < model.spec().layers(); layer++) {
                note(reading, "hidden states", "hidden." + layer, seen.of(kind, layer));
            }
            reading.values().forEach(value -> readings.put(kind, value));
        }
        readings.values().stream().filter(value -> !Double.isNaN(value)).min(Double::compare)
                .or(() -> readings.values().stream().findFirst())
                .ifPresent(value -> worst.put("hidden states", value));
    }

    private void note(Map<String, Double> worst, String kind, String name, double[] actual) {
        if (recording.names().contains(name)) {
            worst.merge(kind, Deviation.absolute(actual, recording.values(name)), Deviation::worse);
        }
    }

    private double greedy(long[][] prompts, long[][] expected, Set<Integer> endTokens) {
        int different = 0;
        for (int row = 0; row < prompts.length; row++) {
            List<Long> wanted = untilEnd(expected[row], prompts[row].length, endTokens);
            List<Long> drawn = continued(prompts[row], wanted.size());
            for (int i = 0; i < wanted.size(); i++) {
                different += drawn.get(i).equals(wanted.get(i)) ? 0 : 1;
            }
        }
        return different;
    }

    private static List<Long> untilEnd(long[] ids, int promptLength, Set<Integer> endTokens) {
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            kept.add(ids[i]);
            if (i >= promptLength && endTokens.contains((int) ids[i])) {
                break;
            }
        }
        return kept;
    }

    private List<Long> continued(long[] prompt, int length) {
        List<Long> ids = new ArrayList<>(Arrays.stream(prompt).boxed().toList());
        try (KeyValueCache cache = model.newCache(1, length)) {
            while (ids.size() < length) {
                if (cache.outdatedAt(ids.size())) {
                    cache.clear();
                }
                long[] next = ids.subList(cache.length(), ids.size()).stream().mapToLong(Long::longValue).toArray();
                try (NDManager scope = model.newScope()) {
                    NDArray logits = model.forward(ForwardRequest.ofIds(scope, new long[][]{next}).cache(cache)
                            .unembed(Unembed.LAST).progress(listener), Hooks.NONE).logits();
                    ids.add(logits.argMax(-1).getLong(0, 0));
                }
            }
        }
        return ids;
    }

    private long[][] rows(String name) {
        double[] values = recording.values(name);
        long[] shape = recording.shape(name);
        long[][] rows = new long[(int) shape[0]][(int) shape[1]];
        for (int i = 0; i < values.length; i++) {
            rows[i / (int) shape[1]][i % (int) shape[1]] = (long) values[i];
        }
        return rows;
    }

    /// Keeps what a recording may hold.
    private static final class Seen implements Hooks {
        private static final Set<SiteKind> KINDS = Set.of(SiteKind.RESID_PRE, SiteKind.RESID_POST, SiteKind.PATTERN,
                SiteKind.ROUTER_LOGITS);

        private final List<Map<SiteKind, double[]>> blocks = new ArrayList<>();

        Seen(int layers) {
            for (int layer = 0; layer < layers; layer++) {
                blocks.add(new EnumMap<>(SiteKind.class));
            }
        }

        double[] of(SiteKind kind, int layer) {
            return blocks.get(layer).getOrDefault(kind, new double[0]);
        }

        @Override
        public boolean wants(SiteKind kind, int layer) {
            return KINDS.contains(kind);
        }

        @Override
        public NDArray at(SiteKind kind, int layer, NDArray value) {
            if (KINDS.contains(kind)) {
                blocks.get(layer).put(kind, NativeMemory.doubles(value));
            }
            return value;
        }
    }
}
