package org.sextant.runtime.model;

import java.util.stream.IntStream;

import ai.djl.ndarray.types.Shape;

/// The weights of a transformer by role. A matrix is `[out, in]`.
public enum Parameter {
    EMBEDDING(Scope.MODEL), POSITIONS(Scope.MODEL),
    ATTENTION_NORM_WEIGHT(Scope.BLOCK), ATTENTION_NORM_BIAS(Scope.BLOCK),
    QKV_WEIGHT(Scope.BLOCK), QKV_BIAS(Scope.BLOCK),
    QUERY_WEIGHT(Scope.BLOCK), QUERY_BIAS(Scope.BLOCK), KEY_WEIGHT(Scope.BLOCK), KEY_BIAS(Scope.BLOCK),
    VALUE_WEIGHT(Scope.BLOCK), VALUE_BIAS(Scope.BLOCK),
    /// Latent attention: from the residual stream down, its norm, and up to the queries.
    QUERY_DOWN_WEIGHT(Scope.BLOCK), QUERY_DOWN_NORM(Scope.BLOCK), QUERY_UP_WEIGHT(Scope.BLOCK),
    /// Latent attention: from the residual stream to the latent vector and the shared rotated key, the latent vector's
    /// norm, and up to keys and values head by head.
    LATENT_DOWN_WEIGHT(Scope.BLOCK), LATENT_NORM(Scope.BLOCK), LATENT_UP_WEIGHT(Scope.BLOCK),
    QUERY_NORM_WEIGHT(Scope.BLOCK), KEY_NORM_WEIGHT(Scope.BLOCK),
    SINKS(Scope.BLOCK),
    OUTPUT_WEIGHT(Scope.BLOCK), OUTPUT_BIAS(Scope.BLOCK),
    ATTENTION_OUT_NORM_WEIGHT(Scope.BLOCK),
    MLP_NORM_WEIGHT(Scope.BLOCK), MLP_NORM_BIAS(Scope.BLOCK),
    GATE_WEIGHT(Scope.DENSE), GATE_BIAS(Scope.DENSE), UP_WEIGHT(Scope.DENSE), UP_BIAS(Scope.DENSE),
    DOWN_WEIGHT(Scope.DENSE), DOWN_BIAS(Scope.DENSE),
    ROUTER_WEIGHT(Scope.MIXTURE), ROUTER_BIAS(Scope.MIXTURE),
    /// Added to the scores that choose, not to those that weigh.
    ROUTER_CORRECTION(Scope.MIXTURE),
    EXPERT_GATE_WEIGHT(Scope.EXPERT), EXPERT_UP_WEIGHT(Scope.EXPERT),
    /// Gate and up in turn, row by row.
    EXPERT_GATE_UP_WEIGHT(Scope.EXPERT), EXPERT_GATE_UP_BIAS(Scope.EXPERT),
    EXPERT_DOWN_WEIGHT(Scope.EXPERT), EXPERT_DOWN_BIAS(Scope.EXPERT),
    SHARED_GATE_WEIGHT(Scope.MIXTURE), SHARED_UP_WEIGHT(Scope.MIXTURE), SHARED_DOWN_WEIGHT(Scope.MIXTURE),
    SHARED_MIX_WEIGHT(Scope.MIXTURE),
    MLP_OUT_NORM_WEIGHT(Scope.BLOCK),
    FINAL_NORM_WEIGHT(Scope.MODEL), FINAL_NORM_BIAS(Scope.MODEL),
    UNEMBEDDING(Scope.MODEL);

    /// What has one.
    public enum Scope {
        /// The model.
        MODEL,
        /// Every block.
        BLOCK,
        /// Every block with a dense feed-forward layer.
        DENSE,
        /// Every block with a mixture of experts.
        MIXTURE,
        /// Every expert of such a block.
        EXPERT
    }

    private final Scope scope;

    Parameter(Scope scope) {
        this.scope = scope;
    }

    /// What has one.
    public Scope scope() {
        return scope;
    }

    /// How many of it a model with this role has.
    public long count(ModelSpec spec) {
        long mixtures = spec.blocks().stream().filter(LayerSpec::mixture).count();
        return switch (scope) {
            case MODEL -> 1;
            case BLOCK -> spec.layers();
            case DENSE -> spec.layers() - mixtures;
            case MIXTURE -> mixtures;
            case EXPERT -> mixtures * spec.experts().map(ExpertSpec::count).orElse(0);
        };
    }

    /// The blocks that have one; [Weights#NONE] alone for what belongs to the model.
    public IntStream layers(ModelSpec spec) {
        IntStream all = IntStream.range(0, spec.layers());
        return switch (scope) {
            case MODEL -> IntStream.of(Weights.NONE);
            case BLOCK -> all;
            case DENSE -> all.filter(layer -> !spec.blocks().get(layer).mixture());
            case MIXTURE, EXPERT -> all.filter(layer -> spec.blocks().get(layer).mixture());
        };
    }

    /// The experts of a block that have one; [Weights#NONE] alone for what belongs to none.
    public IntStream experts(ModelSpec spec) {
        return scope == Scope.EXPERT
                ? IntStream.range(0, spec.experts().map(ExpertSpec::count).orElse(0))
                : IntStream.of(Weights.NONE);
    }

    /// The shape it must have in this model.
    public Shape shape(ModelSpec spec) {
        return switch (scope) {
            case MODEL -> ofModel(spec);
            case BLOCK -> ofAttention(spec);
            case DENSE -> ofMlp(spec.dModel(), spec.dMlp());
            case MIXTURE, EXPERT -> ofMixture(spec.dModel(), spec.experts().orElseThrow());
        };
    }

    private Shape ofModel(ModelSpec spec) {
        return switch (this) {
            case EMBEDDING, UNEMBEDDING -> new Shape(spec.vocabSize(), spec.dModel());
            case POSITIONS -> new Shape(spec.contextLength(), spec.dModel());
            default -> new Shape(spec.dModel());
        };
    }

    private Shape ofAttention(ModelSpec spec) {
        AttentionSpec attention = spec.attention();
        long d = spec.dModel();
        long queries = (long) attention.heads() * attention.headDim();
        long keys = (long) attention.kvHeads() * attention.headDim();
        boolean perHead = attention.headNorm() == AttentionSpec.HeadNorm.PER_HEAD;
        return switch (this) {
            case QKV_WEIGHT -> new Shape(queries + 2 * keys, d);
            case QKV_BIAS -> new Shape(queries + 2 * keys);
            case QUERY_WEIGHT -> new Shape(queries, d);
            case QUERY_BIAS -> new Shape(queries);
            case KEY_WEIGHT, VALUE_WEIGHT -> new Shape(keys, d);
            case KEY_BIAS, VALUE_BIAS -> new Shape(keys);
            case QUERY_DOWN_WEIGHT, QUERY_DOWN_NORM, QUERY_UP_WEIGHT, LATENT_DOWN_WEIGHT, LATENT_NORM,
                    LATENT_UP_WEIGHT ->
                ofLatent(attention, attention.latent().orElseThrow(), d);
            case QUERY_NORM_WEIGHT -> new Shape(perHead ? attention.headDim() : queries);
            case KEY_NORM_WEIGHT -> new Shape(perHead ? attention.headDim() : keys);
            case SINKS -> new Shape(attention.heads());
            case OUTPUT_WEIGHT -> new Shape(d, (long) attention.heads() * attention.valueDim());
            default -> new Shape(d);
        };
    }

    private Shape ofLatent(AttentionSpec attention, AttentionSpec.LatentSpec latent, long d) {
        long heads = attention.heads();
        return switch (this) {
            case QUERY_DOWN_WEIGHT -> new Shape(latent.queryRank(), d);
            case QUERY_DOWN_NORM -> new Shape(latent.queryRank());
            case QUERY_UP_WEIGHT -> new Shape(heads * attention.headDim(), latent.queryRank());
            case LATENT_DOWN_WEIGHT -> new Shape(latent.keyValueRank() + latent.rotated(), d);
            case LATENT_NORM -> new Shape(latent.keyValueRank());
            default -> new Shape(heads * (latent.unrotated() + attention.valueDim()), latent.keyValueRank());
        };
    }

    private Shape ofMlp(long d, long hidden) {
        return switch (this) {
            case GATE_WEIGHT, UP_WEIGHT, EXPERT_GATE_WEIGHT, EXPERT_UP_WEIGHT, SHARED_GATE_WEIGHT, SHARED_UP_WEIGHT ->
                new Shape(hidden, d);
            case GATE_BIAS, UP_BIAS -> new Shape(hidden);
            case EXPERT_GATE_UP_WEIGHT -> new Shape(2 * hidden, d);
            case EXPERT_GATE_UP_BIAS -> new Shape(2 * hidden);
            case DOWN_WEIGHT, EXPERT_DOWN_WEIGHT, SHARED_DOWN_WEIGHT -> new Shape(d, hidden);
            default -> new Shape(d);
        };
    }

    private Shape ofMixture(long d, ExpertSpec experts) {
        return switch (this) {
            case ROUTER_WEIGHT -> new Shape(experts.count(), d);
            case ROUTER_BIAS, ROUTER_CORRECTION -> new Shape(experts.count());
            case SHARED_MIX_WEIGHT -> new Shape(1, d);
            case SHARED_GATE_WEIGHT, SHARED_UP_WEIGHT, SHARED_DOWN_WEIGHT ->
                ofMlp(d, experts.shared().orElseThrow().width());
            default -> ofMlp(d, experts.width());
        };
    }
}
