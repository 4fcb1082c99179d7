package org.sextant.runtime.tensor;

import java.util.concurrent.locks.ReentrantLock;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/// Records operations so that gradients can be had. The engine allows one recording in a process at a time, so a tape
/// waits until the one before it is closed; hold it for one step only.
///
/// The gradient at an inner value x is that of a leaf of zeros added to it: `x + δ`, and ∂m/∂δ = ∂m/∂x.
public final class GradientTape implements AutoCloseable {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private final GradientCollector collector;

    private GradientTape(GradientCollector collector) {
        this.collector = collector;
    }

    /// Starts recording on this thread, once no other thread records.
    public static GradientTape start() {
        ONE_AT_A_TIME.lock();
        try {
            return new GradientTape(Engine.getEngine("PyTorch").newGradientCollector());
        } catch (RuntimeException | Error failure) {
            ONE_AT_A_TIME.unlock();
            throw failure;
        }
    }

    /// Whether this thread records. What an operation needs for its gradient must then not be written over.
    static boolean isRecording() {
        return ONE_AT_A_TIME.isHeldByCurrentThread();
    }

    /// A leaf of zeros whose gradient is wanted.
    public NDArray leaf(NDManager manager, Shape shape, DataType type) {
        NDArray leaf = manager.zeros(shape, type);
        leaf.setRequiresGradient(true);
        return leaf;
    }

    /// Runs backwards from a scalar.
    public void backward(NDArray scalar) {
        collector.backward(scalar);
    }

    /// The gradient of a leaf, on the leaf's manager: a new handle of the array to which the next gradient is added.
    public NDArray gradient(NDArray leaf) {
        return leaf.getGradient();
    }

    @Override
    public void close() {
        try {
            collector.close();
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }
}
