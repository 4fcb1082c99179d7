package org.sextant.runtime.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// The functions that a pickle may name, and what their results are here.
enum PickleFunction {
    /// An empty dictionary.
    ORDERED_DICT("collections", "OrderedDict"),
    /// A tensor of a storage, offset, sizes and strides.
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
    /// A tensor that wanted a gradient.
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter");

    private static final int STORAGE_PARTS = 5;
    private static final int TENSOR_PARTS = 6;

    private final String module;
    private final String function;

    PickleFunction(String module, String function) {
        this.module = module;
        this.function = function;
    }

    /// One of these functions, or the type of a storage.
    ///
    /// @throws PickleReader.Malformed for every other name
    static Object named(String module, String name) throws PickleReader.Malformed {
        Object storage = module.equals("torch") ? TorchType.ofStorage(name).orElse(null) : null;
        if (storage != null) {
            return storage;
        }
        return Arrays.stream(values()).filter(one -> one.module.equals(module) && one.function.equals(name))
                .findFirst().orElseThrow(() -> new PickleReader.Malformed("names " + shown(module + "." + name)
                        + ", which is no part of a tensor; nothing of it was run"));
    }

    /// A name as it may stand in a message.
    private static String shown(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }

    /// What `('storage', type, key, device, count)` stands for.
    ///
    /// @throws PickleReader.Malformed if it is anything else
    static TorchTensor.Storage storage(Object id) throws PickleReader.Malformed {
        if (id instanceof List<?> parts && parts.size() == STORAGE_PARTS && parts.getFirst().equals("storage")
                && parts.get(1) instanceof TorchType type && parts.get(2) instanceof String key
                && key.matches("\\d{1,9}")
                && parts.getLast() instanceof Long count && count >= 0 && count <= Long.MAX_VALUE / Double.BYTES) {
            return new TorchTensor.Storage(type, key, count);
        }
        throw new PickleReader.Malformed("refers to something that is no storage of numbers");
    }

    /// @throws PickleReader.Malformed if that is no function, or these are no arguments of it
    static Object result(Object function, Object arguments) throws PickleReader.Malformed {
        if (function instanceof PickleFunction known && arguments instanceof List<?> parts) {
            switch (known) {
                case ORDERED_DICT -> {
                    if (parts.isEmpty()) {
                        return new LinkedHashMap<>();
                    }
                }
                case REBUILD_TENSOR -> {
                    if (parts.size() >= TENSOR_PARTS && parts.get(0) instanceof TorchTensor.Storage storage
                            && parts.get(1) instanceof Long offset) {
                        return TorchTensor.within(storage, offset, numbers(parts.get(2)), numbers(parts.get(3)));
                    }
                }
                case REBUILD_PARAMETER -> {
                    if (!parts.isEmpty() && parts.getFirst() instanceof TorchTensor tensor) {
                        return tensor;
                    }
                }
            }
        }
        throw new PickleReader.Malformed("calls a function with what are no arguments of it");
    }

    private static List<Long> numbers(Object sizes) throws PickleReader.Malformed {
        List<Long> numbers = new ArrayList<>();
        if (sizes instanceof List<?> list) {
            for (Object size : list) {
                if (size instanceof Long number) {
                    numbers.add(number);
                }
            }
            if (numbers.size() == list.size()) {
                return numbers;
            }
        }
        throw new PickleReader.Malformed("has a tensor whose sizes are no numbers");
    }
}
