package org.sextant.runtime.tensor;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves values between memory outside the heap and native arrays.
public final class NativeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(NativeMemory.class);

    /// The largest byte buffer that Java knows, kept a multiple of the widest value.
    private static final long LARGEST_BUFFER = Integer.MAX_VALUE - 7L;

    /// Values of the longest array that Java surely makes.
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

    private NativeMemory() {}

    /// An array over a segment of little-endian values. On the CPU nothing is copied as long as the segment is one
    /// buffer and its address fits the type: the array then reads the segment's own memory, which must outlive it.
    ///
    /// @param type FLOAT16, FLOAT32 or FLOAT64: the engine ends the process on BFLOAT16
    /// @throws IllegalStateException if the segment was freed
    public static NDArray array(NDManager manager, MemorySegment values, Shape shape, DataType type) {
        // A buffer over freed memory is made without complaint, and the engine reads it.
        if (!values.scope().isAlive()) {
            throw new IllegalStateException(values.byteSize() + " bytes for " + shape + " were freed before");
        }
        int width = type.getNumOfBytes();
        if (values.byteSize() != shape.size() * width) {
            throw new IllegalArgumentException(values.byteSize() + " bytes do not fill " + shape + " of " + type);
        }
        if (values.byteSize() > LARGEST_BUFFER) {
            return arrayOfParts(manager, values, shape, type);
        }
        if (values.address() % width != 0) {
            ByteBuffer aligned = ByteBuffer.allocateDirect((int) values.byteSize()).order(ByteOrder.nativeOrder());
            MemorySegment.ofBuffer(aligned).copyFrom(values);
            return manager.create(aligned, shape, type);
        }
        return manager.create(values.asByteBuffer().order(ByteOrder.nativeOrder()), shape, type);
    }

    /// Over 2 GiB no buffer spans the whole: the rows are copied in pieces.
    private static NDArray arrayOfParts(NDManager manager, MemorySegment values, Shape shape, DataType type) {
        long rows = shape.get(0);
        long rowBytes = values.byteSize() / rows;
        long rowsAtOnce = Math.max(1, (LARGEST_BUFFER / 2) / rowBytes);
        NDArray whole = manager.create(shape, type);
        for (long from = 0; from < rows; from += rowsAtOnce) {
            long to = Math.min(rows, from + rowsAtOnce);
            long[] partShape = shape.getShape().clone();
            partShape[0] = to - from;
            try (NDArray part = array(manager, values.asSlice(from * rowBytes, (to - from) * rowBytes),
                    new Shape(partShape), type)) {
                whole.set(new NDIndex(from + ":" + to), part);
            }
        }
        return whole;
    }

    /// The values of an array as Java floats, row-major, whatever its type.
    ///
    /// @throws IllegalArgumentException if there are more than one Java array holds
    public static float[] floats(NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            try (NDArray single = array.toType(DataType.FLOAT32, false)) {
                return floats(single);
            }
        }
        return floats(array, LARGEST_BUFFER / Float.BYTES);
    }

    /// @param atOnce values that fit into one buffer
    static float[] floats(NDArray array, long atOnce) {
        if (array.size() > LONGEST_ARRAY) {
            throw new IllegalArgumentException(array.getShape() + " is more than one Java array holds");
        }
        float[] values = new float[(int) array.size()];
        if (values.length <= atOnce) {
            read(array, values, 0);
            return values;
        }
        try (NDArray flat = array.reshape(-1)) {
            for (long from = 0; from < values.length; from += atOnce) {
                try (NDArray part = Ops.slice(flat, 0, from, Math.min(values.length, from + atOnce))) {
                    read(part, values, (int) from);
                }
            }
        }
        return values;
    }

    private static void read(NDArray array, float[] values, int at) {
        read(array, bytes -> bytes.asFloatBuffer().get(values, at, (int) array.size()));
    }

    /// The engine copies an array whose values do not lie one after another, or not on the CPU, and leaves the copy to the
    /// array's manager. Here it ends with the reading, for that manager may live long.
    private static void read(NDArray array, Consumer<ByteBuffer> reader) {
        if (array.size() > 0) {
            try (NDManager scope = array.getManager().newSubManager()) {
                NDArray flat = array.reshape(-1);
                flat.attach(scope);
                reader.accept(flat.toByteBuffer(true).order(ByteOrder.nativeOrder()));
            }
        }
    }

    /// Whether [#changeRows] can write into an array: it lies in memory that Java reaches, in one buffer, and no tape
    /// records what becomes of it.
    public static boolean isWithinReach(NDArray array) {
        return !array.getDevice().isGpu() && array.getDataType() == DataType.FLOAT32
                && array.size() <= LARGEST_BUFFER / Float.BYTES && !GradientTape.isRecording();
    }

    /// Changes an array in place, row by row, on all cores. Nobody else may hold the array.
    ///
    /// @param array `[N, width]`, contiguous, for which [#isWithinReach] holds
    /// @param changes gives each thread a change of its own
    public static void changeRows(NDArray array, Supplier<RowChange> changes) {
        int rows = Math.toIntExact(array.getShape().get(0));
        int width = Math.toIntExact(array.getShape().get(1));
        FloatBuffer values = array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        int parts = Math.min(rows, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, parts).parallel().forEach(part -> {
            RowChange change = changes.get();
            float[] row = new float[width];
            for (int at = part * rows / parts; at < (part + 1) * rows / parts; at++) {
                values.get(at * width, row);
                change.apply(row);
                values.put(at * width, row);
            }
        });
    }

    /// The values of an array as Java doubles, row-major, whatever its type.
    public static double[] doubles(NDArray array) {
        if (array.getDataType() != DataType.FLOAT64) {
            try (NDArray wide = array.toType(DataType.FLOAT64, false)) {
                return doubles(wide);
            }
        }
        double[] values = new double[Math.toIntExact(array.size())];
        read(array, bytes -> bytes.asDoubleBuffer().get(values));
        return values;
    }

    /// The values of an int64 array, row-major.
    public static long[] longs(NDArray array) {
        long[] values = new long[Math.toIntExact(array.size())];
        read(array, bytes -> bytes.asLongBuffer().get(values));
        return values;
    }

    /// Hands memory that was freed on a device back to the system. Without this the engine keeps a closed model's memory
    /// on a GPU, and the C library its memory on the CPU, in case it is wanted again.
    public static void giveBackFreed(Device device) {
        if (device.isGpu()) {
            JniUtils.emptyCudaCache();
        }
        trimHeapOfTheCLibrary();
    }

    /// Does nothing where the C library has no such call.
    private static void trimHeapOfTheCLibrary() {
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("malloc_trim").ifPresent(address -> {
            MethodHandle trim = linker.downcallHandle(address,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
            try {
                int released = (int) trim.invokeExact(0L);
                LOG.debug("memory given back: {}", released == 1);
            } catch (Throwable failure) {
                throw new IllegalStateException("the C library's malloc_trim could not be called", failure);
            }
        });
    }

    /// The shape as plain integers.
    public static int[] shape(NDArray array) {
        long[] sizes = array.getShape().getShape();
        int[] shape = new int[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            shape[axis] = Math.toIntExact(sizes[axis]);
        }
        return shape;
    }
}
