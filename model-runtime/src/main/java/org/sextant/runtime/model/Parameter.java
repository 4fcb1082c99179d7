package org.sextant.runtime.model;

import ai.djl.ndarray.types.Shape;

/// The weights of a transformer by role. A matrix is `[out, in]`.
public enum Parameter {
    EMBEDDING(false), POSITIONS(false),
    ATTENTION_NORM_WEIGHT(true), ATTENTION_NORM_BIAS(true),
    QKV_WEIGHT(true), QKV_BIAS(true),
    QUERY_WEIGHT(true), QUERY_BIAS(true), KEY_WEIGHT(true), KEY_BIAS(true), VALUE_WEIGHT(true), VALUE_BIAS(true),
    OUTPUT_WEIGHT(true), OUTPUT_BIAS(true),
    MLP_NORM_WEIGHT(true), MLP_NORM_BIAS(true),
    GATE_WEIGHT(true), GATE_BIAS(true), UP_WEIGHT(true), UP_BIAS(true), DOWN_WEIGHT(true), DOWN_BIAS(true),
    FINAL_NORM_WEIGHT(false), FINAL_NORM_BIAS(false),
    UNEMBEDDING(false);

    private final boolean perBlock;

    Parameter(boolean perBlock) {
        this.perBlock = perBlock;
    }

    /// Whether every block has one.
    public boolean perBlock() {
        return perBlock;
    }

    /// The shape it must have in this model.
    public Shape shape(ModelSpec spec) {
        long d = spec.dModel();
        long queries = (long) spec.heads() * spec.headDim();
        long keys = (long) spec.kvHeads() * spec.headDim();
        long hidden = spec.dMlp();
        return switch (this) {
            case EMBEDDING, UNEMBEDDING -> new Shape(spec.vocabSize(), d);
            case POSITIONS -> new Shape(spec.contextLength(), d);
            case ATTENTION_NORM_WEIGHT, ATTENTION_NORM_BIAS, MLP_NORM_WEIGHT, MLP_NORM_BIAS, FINAL_NORM_WEIGHT,
                    FINAL_NORM_BIAS, OUTPUT_BIAS, DOWN_BIAS ->
                new Shape(d);
            case QKV_WEIGHT -> new Shape(queries + 2 * keys, d);
            case QKV_BIAS -> new Shape(queries + 2 * keys);
            case QUERY_WEIGHT -> new Shape(queries, d);
            case QUERY_BIAS -> new Shape(queries);
            case KEY_WEIGHT, VALUE_WEIGHT -> new Shape(keys, d);
            case KEY_BIAS, VALUE_BIAS -> new Shape(keys);
            case OUTPUT_WEIGHT -> new Shape(d, queries);
            case GATE_WEIGHT, UP_WEIGHT -> new Shape(hidden, d);
            case GATE_BIAS, UP_BIAS -> new Shape(hidden);
            case DOWN_WEIGHT -> new Shape(d, hidden);
        };
    }
}
