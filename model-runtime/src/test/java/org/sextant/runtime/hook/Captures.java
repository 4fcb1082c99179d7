package org.sextant.runtime.hook;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

/// Keeps a float32 copy of the value at each wanted site.
public final class Captures implements Hooks {
    private final NDManager owner;
    private final Set<Site> wanted;
    private final Map<Site, NDArray> values = new LinkedHashMap<>();

    /// @param owner the manager that the copies live on
    /// @param wanted the sites to capture
    public Captures(NDManager owner, Collection<Site> wanted) {
        this.owner = owner;
        this.wanted = new HashSet<>(wanted);
    }

    @Override
    public boolean wants(SiteKind kind, int layer) {
        return !wanted.isEmpty() && wanted.contains(new Site(kind, layer));
    }

    @Override
    public NDArray at(SiteKind kind, int layer, NDArray value) {
        if (wants(kind, layer)) {
            NDArray copy = value.toType(DataType.FLOAT32, true);
            copy.attach(owner);
            values.put(new Site(kind, layer), copy);
        }
        return value;
    }

    /// Captured values in the order of the forward pass.
    public Map<Site, NDArray> values() {
        return values;
    }
}
