package org.sextant.runtime.routing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;

/// Reads the routers over one sequence, which may come in several passes. What a router says is read before anything
/// changes it, what was chosen after: [#before] goes into the hooks of a pass ahead of a plan, [#after] behind it.
public final class RoutingTrace {
    private final List<Layer> layers = new ArrayList<>();

    /// @param model with experts
    public RoutingTrace(Transformer model) {
        for (int layer = 0; layer < model.spec().layers(); layer++) {
            if (model.sites().contains(new Site(SiteKind.ROUTER_LOGITS, layer))) {
                layers.add(new Layer(layer, model.sites().contains(new Site(SiteKind.SHARED_OUT, layer))));
            }
        }
    }

    /// What was read of a block.
    public static final class Layer {
        private final int number;
        private final boolean sharing;
        private final Map<SiteKind, List<float[]>> parts = new EnumMap<>(SiteKind.class);

        private Layer(int number, boolean sharing) {
            this.number = number;
            this.sharing = sharing;
        }

        private float[] whole(SiteKind kind) {
            List<float[]> read = parts.getOrDefault(kind, List.of());
            float[] whole = new float[read.stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (float[] part : read) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            return whole;
        }

        /// The block.
        public int number() {
            return number;
        }

        /// `[position, expert]`.
        public float[] logits() {
            return whole(SiteKind.ROUTER_LOGITS);
        }

        /// `[position, k]`, whole numbers.
        public float[] chosen() {
            return whole(SiteKind.EXPERT_INDICES);
        }

        /// `[position, k]`.
        public float[] weights() {
            return whole(SiteKind.EXPERT_WEIGHTS);
        }

        /// `[position]` length of the shared expert's output ÷ that of the mixture; empty without one.
        public Optional<float[]> sharedShare() {
            if (!sharing) {
                return Optional.empty();
            }
            float[] share = whole(SiteKind.SHARED_OUT);
            float[] mixture = whole(SiteKind.MLP_PROJECTED);
            for (int i = 0; i < share.length; i++) {
                share[i] /= mixture[i];
            }
            return Optional.of(share);
        }
    }

    /// Forgets what was read: the sequence begins anew.
    public void restart() {
        layers.forEach(layer -> layer.parts.clear());
    }

    /// Hooks that see what the routers say.
    public HookTable before() {
        HookTable hooks = new HookTable();
        layers.forEach(layer -> read(hooks, layer, SiteKind.ROUTER_LOGITS, NativeMemory::floats));
        return hooks;
    }

    /// Hooks that see what came of it.
    public HookTable after() {
        HookTable hooks = new HookTable();
        for (Layer layer : layers) {
            read(hooks, layer, SiteKind.EXPERT_INDICES, NativeMemory::floats);
            read(hooks, layer, SiteKind.EXPERT_WEIGHTS, NativeMemory::floats);
            if (layer.sharing) {
                read(hooks, layer, SiteKind.SHARED_OUT, RoutingTrace::lengths);
                read(hooks, layer, SiteKind.MLP_PROJECTED, RoutingTrace::lengths);
            }
        }
        return hooks;
    }

    private static void read(HookTable hooks, Layer layer, SiteKind kind, Function<NDArray, float[]> values) {
        hooks.observe(new Site(kind, layer.number), value -> layer.parts.computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(values.apply(value)));
    }

    private static float[] lengths(NDArray value) {
        NDArray wide = value.getDataType() == DataType.FLOAT16 ? value.toType(DataType.FLOAT32, false) : value;
        return NativeMemory.floats(wide.square().sum(new int[]{2}).sqrt());
    }

    /// What was read, in the order of the blocks.
    public List<Layer> layers() {
        return List.copyOf(layers);
    }
}
