package org.sextant.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.Hooks;
import org.sextant.runtime.hook.SiteCatalog;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.tensor.Ops;

/// A decoder-only transformer with a hook at every site. Its one forward pass serves every view and method. Not
/// thread-safe: one thread owns it.
public final class Transformer implements AutoCloseable {
    private final ModelSpec spec;
    private final SiteCatalog sites;
    private final DataType type;
    private final NDManager manager;
    private final NDArray embedding;
    private final Optional<NDArray> positions;
    private final List<Block> blocks = new ArrayList<>();
    private final Norm finalNorm;
    private final Linear unembedding;
    private final AutoCloseable weightMemory;

    /// @param manager the weights' manager; closed with the transformer
    /// @param weightMemory closed after the manager: what the weights' arrays read from
    public Transformer(ModelSpec spec, Weights weights, NDManager manager, AutoCloseable weightMemory) {
        this.spec = spec;
        this.sites = ModelSites.of(spec);
        this.manager = manager;
        this.weightMemory = weightMemory;
        this.embedding = weights.require(Parameter.EMBEDDING, -1);
        this.type = embedding.getDataType();
        this.positions = spec.ends().learnedPositions()
                ? Optional.of(weights.require(Parameter.POSITIONS, -1))
                : Optional.empty();
        for (int layer = 0; layer < spec.layers(); layer++) {
            blocks.add(new Block(spec, weights, layer));
        }
        this.finalNorm = Norm.last(spec, weights);
        this.unembedding = new Linear(spec.tied() ? embedding : weights.require(Parameter.UNEMBEDDING, -1), null);
    }

    public ModelSpec spec() {
        return spec;
    }

    /// The sites that this model has.
    public SiteCatalog sites() {
        return sites;
    }

    /// The type that weights and activations are in.
    public DataType type() {
        return type;
    }

    /// What stands between `ln2.hook_normalized` and the feed-forward layer; empty where the layer has no norm before it.
    ///
    /// @param layer of the model's blocks
    public Optional<LearnedNorm> normBeforeMlp(int layer) {
        return blocks.get(layer).normBeforeMlp();
    }

    /// A manager for one request's arrays, on the model's device.
    public NDManager newScope() {
        return manager.newSubManager();
    }

    /// Room for the keys and values of a continuation.
    ///
    /// @param capacity tokens in all
    public KeyValueCache newCache(int batch, int capacity) {
        return new KeyValueCache(manager.newSubManager(), spec, type, batch, capacity);
    }

    /// Runs the model.
    ///
    /// @throws IllegalArgumentException if ids are out of range, the sequence is longer than cache or context, or there
    ///         is a cache and blocks are left out
    public ForwardResult forward(ForwardRequest request, Hooks hooks) {
        TokenBatch batch = batch(request);
        NDManager owner = request.manager();
        try (NDManager shared = owner.newSubManager()) {
            Pass pass = new Pass(hooks, new RotaryTables(batch, shared, type), new AttentionMasks(batch, shared, type),
                    request.cache(), request.rules());
            NDArray residual = start(request, batch, hooks);
            int first = request.start() instanceof ForwardRequest.Start.Residual given ? given.block() : 0;
            int until = Math.min(request.untilBlock(), blocks.size());
            for (int layer = first; layer < until; layer++) {
                request.listener().before(layer, blocks.size());
                residual = throughBlock(blocks.get(layer), residual, pass, owner);
            }
            request.cache().ifPresent(cache -> cache.advance(batch.real()));
            Optional<NDArray> logits = until < blocks.size()
                    ? Optional.empty()
                    : unembed(residual, request, hooks, owner);
            return new ForwardResult(residual, logits);
        }
    }

    /// The logit lens: what a residual stream would predict through the final norm and the unembedding, soft cap
    /// included.
    ///
    /// @param residual `[..., d_model]`
    /// @return `[..., vocabulary]`
    public NDArray lens(NDArray residual) {
        return logits(finalNorm.apply(residual, RelevanceRules.NONE), RelevanceRules.NONE);
    }

    /// What directions of the residual stream add to the logits where the final norm divides by 1: `W_U (γ ⊙ d)`, d centred
    /// where the norm centres. Without biases and soft cap, so that it is linear.
    ///
    /// @param directions `[..., d_model]`
    /// @return `[..., vocabulary]`
    public NDArray directEffect(NDArray directions) {
        return Ops.linear(finalNorm.undivided(directions), unembedding.weight(), null);
    }

    private NDArray logits(NDArray normed, RelevanceRules rules) {
        NDArray raw = unembedding.apply(normed);
        return spec.ends().logitCap().isPresent()
                ? SoftCap.apply(raw, spec.ends().logitCap().getAsDouble(), rules)
                : raw;
    }

    private boolean partial(ForwardRequest request) {
        boolean later = request.start() instanceof ForwardRequest.Start.Residual given && given.block() > 0;
        return later || request.untilBlock() < blocks.size();
    }

    private TokenBatch batch(ForwardRequest request) {
        boolean[][] before = request.cache().map(KeyValueCache::real)
                .orElseGet(() -> new boolean[request.real().length][0]);
        if (request.cache().isPresent() && partial(request)) {
            throw new IllegalArgumentException(
                    "a cache goes with a pass through all blocks: a skipped one adds nothing");
        }
        TokenBatch batch = TokenBatch.after(before, request.real());
        int room = request.cache().map(KeyValueCache::capacity).orElse(spec.contextLength());
        if (batch.keys() > Math.min(room, spec.contextLength())) {
            throw new IllegalArgumentException(batch.keys() + " tokens do not fit into " + room);
        }
        return batch;
    }

    private NDArray start(ForwardRequest request, TokenBatch batch, Hooks hooks) {
        return switch (request.start()) {
            case ForwardRequest.Start.Residual given -> handOver(given.value(), request.manager());
            case ForwardRequest.Start.Ids given -> embed(given.ids(), batch, hooks, request.manager());
        };
    }

    private NDArray embed(long[][] ids, TokenBatch batch, Hooks hooks, NDManager owner) {
        try (NDManager scope = owner.newSubManager()) {
            NDArray rows = Ops.rows(matrix(scope, ids, spec.vocabSize()), embedding);
            double scale = spec.ends().embeddingScale();
            NDArray residual = hooks.at(SiteKind.EMBED, -1, scale == 1 ? rows : Ops.times(rows, scale));
            if (positions.isPresent()) {
                NDArray places = Ops.rows(matrix(scope, batch.positions(), spec.contextLength()), positions.get());
                residual = residual.add(hooks.at(SiteKind.POS_EMBED, -1, places));
            }
            return handOver(residual, owner);
        }
    }

    private static NDArray matrix(NDManager scope, long[][] rows, int limit) {
        int width = rows[0].length;
        long[] flat = new long[rows.length * width];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < width; i++) {
                long id = rows[row][i];
                if (id < 0 || id >= limit) {
                    throw new IllegalArgumentException(id + " at position " + i + " is outside 0 to " + (limit - 1));
                }
                flat[row * width + i] = id;
            }
        }
        return Ops.lasting(scope.create(flat, new Shape(rows.length, width)));
    }

    /// Everything that a block makes on the way is freed when it is done.
    private static NDArray throughBlock(Block block, NDArray residual, Pass pass, NDManager owner) {
        try (NDManager scope = owner.newSubManager()) {
            residual.attach(scope);
            return handOver(block.apply(residual, pass), owner);
        }
    }

    private Optional<NDArray> unembed(NDArray residual, ForwardRequest request, Hooks hooks, NDManager owner) {
        int last = request.unembed().last();
        if (last == 0 && !hooks.wants(SiteKind.FINAL_SCALE, -1)
                && !hooks.wants(SiteKind.FINAL_NORMALIZED, -1)) {
            return Optional.empty();
        }
        try (NDManager scope = owner.newSubManager()) {
            long length = residual.getShape().get(1);
            NDArray normed = finalNorm.apply(handOver(residual, scope), hooks, -1, request.rules());
            if (last == 0) {
                return Optional.empty();
            }
            NDArray read = last < length ? Ops.slice(normed, 1, length - last, length) : normed;
            NDArray logits = logits(read, request.rules());
            logits.attach(owner);
            return Optional.of(logits);
        }
    }

    /// The same values under a handle of its own, which dies with its owner: the array that was given, perhaps a
    /// caller's or a hook's, stays whose it was.
    private static NDArray handOver(NDArray value, NDManager owner) {
        NDArray view = value.reshape(value.getShape());
        view.attach(owner);
        return view;
    }

    @Override
    public void close() {
        manager.close();
        try {
            weightMemory.close();
        } catch (Exception failure) {
            throw new IllegalStateException("the weights' memory did not close", failure);
        }
    }
}
