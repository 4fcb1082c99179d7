package org.sextant.runtime.session;

import java.lang.reflect.Field;
import java.util.Map;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/// Counts the native arrays that a manager and the managers below it own. The engine keeps this list for itself.
final class LiveArrays {
    private LiveArrays() {}

    static int under(NDManager manager) {
        return resources(manager).values().stream().mapToInt(resource -> switch (resource) {
            case NDArray array -> 1;
            case NDManager below -> under(below);
            default -> 0;
        }).sum();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, AutoCloseable> resources(NDManager manager) {
        try {
            Field resources = BaseNDManager.class.getDeclaredField("resources");
            resources.setAccessible(true);
            return (Map<String, AutoCloseable>) resources.get(manager);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }
}
