package org.sextant.runtime.lens;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;

/// One statistic at many sites, computed while the forward pass goes by, so that of all activations only those of one
/// layer are held at a time.
public final class ActivationStatistics {
    private final Set<Site> wanted;
    private final RowStatistic statistic;
    private final Map<SiteKind, SiteVectors> layerBefore = new EnumMap<>(SiteKind.class);
    private final List<Row> rows = new ArrayList<>();

    /// @param wanted where to compute it
    /// @param statistic what to compute
    public ActivationStatistics(Collection<Site> wanted, RowStatistic statistic) {
        this.wanted = new LinkedHashSet<>(wanted);
        this.statistic = statistic;
    }

    /// The statistic of one site, for one head where it has heads.
    ///
    /// @param site the site
    /// @param head the head; empty where the site has none
    /// @param values `[position]`; NaN where the statistic does not exist
    public record Row(Site site, OptionalInt head, List<Float> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /// Hooks for one forward pass of one prompt.
    public HookTable hooks() {
        HookTable hooks = new HookTable();
        observed().forEach(site -> hooks.observe(site, value -> see(site, value)));
        return hooks;
    }

    /// One row a site, per-head sites one row a head, in the order of the forward pass.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /// What is asked for and, to compare layers, the same kind of site one layer before.
    private Set<Site> observed() {
        Set<Site> observed = new LinkedHashSet<>(wanted);
        if (statistic.comparesLayers()) {
            wanted.stream().filter(site -> site.layer() > 0)
                    .forEach(site -> observed.add(new Site(site.kind(), site.layer() - 1)));
        }
        return observed;
    }

    private void see(Site site, NDArray value) {
        SiteVectors vectors = SiteVectors.of(site, value);
        if (wanted.contains(site)) {
            vectors.rows().forEach(head -> rows.add(row(vectors, head)));
        }
        if (statistic.comparesLayers()) {
            layerBefore.put(site.kind(), vectors);
        }
    }

    private Row row(SiteVectors vectors, OptionalInt head) {
        Optional<SiteVectors> before = Optional.ofNullable(layerBefore.get(vectors.site().kind()));
        List<Float> values = new ArrayList<>(vectors.positions());
        for (int position = 0; position < vectors.positions(); position++) {
            values.add((float) vectors.statistic(statistic, head, position, before));
        }
        return new Row(vectors.site(), head, values);
    }
}
