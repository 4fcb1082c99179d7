package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.BlockListener;
import org.sextant.runtime.model.ForwardRequest;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.model.Unembed;
import org.sextant.runtime.sae.Sae;
import org.sextant.runtime.tensor.GradientTape;
import org.sextant.runtime.tensor.Ops;

/// Integrated gradients (METHODS.md 1.5): `(n(a) − n(b)) · 1/K Σ ∂m/∂n` along the straight line from the base run's value
/// b to the other run's a, by the midpoint rule, at one site at a time with everything else as in the base run. The steps
/// of a site are rows of one batch. Not thread-safe.
public final class PathGradients {
    private final Transformer model;
    private final NodeSites nodes;
    private final PassChanges changes;
    private final int steps;
    private final int atOnce;
    private final int top;

    /// @param steps K
    /// @param atOnce steps in one batch
    /// @param top how many of the kinds that are listed are kept, by kind
    public PathGradients(Transformer model, Set<NodeKind> kinds, Optional<Sae> sae, PassChanges changes, int steps,
            int atOnce, int top) {
        this.model = model;
        this.nodes = new NodeSites(model, kinds, sae);
        this.changes = changes;
        this.steps = steps;
        this.atOnce = atOnce;
        this.top = top;
    }

    /// Sites that are walked through, and so the passes each way by steps.
    public int sites() {
        return walked().size();
    }

    private List<Site> walked() {
        List<Site> sites = new ArrayList<>(nodes.read());
        if (nodes.kinds().stream().anyMatch(NodeKind::ofSae) && !nodes.sae().in().equals(nodes.sae().out())
                && nodes.kinds().stream().filter(kind -> !kind.ofSae())
                        .noneMatch(kind -> nodes.of(kind).contains(nodes.sae().in()))) {
            sites.remove(nodes.sae().in());
        }
        return sites;
    }

    /// @param listener called between blocks; may throw to stop
    public PairScores of(ContrastIds pair, PatchDirection direction, BlockListener listener) {
        SequenceBatch base = new SequenceBatch(List.of(pair.base(direction)));
        SequenceBatch patch = new SequenceBatch(List.of(pair.patch(direction)));
        try (NDManager scope = model.newScope()) {
            BlockInputs own = BlockInputs.of(model, pair.base(direction), pair.observable(), nodes.read(), changes,
                    scope, listener);
            Recording other = Recording.plain(model, patch, List.of(pair.observable()), nodes.read(),
                    changes.hooks(scope, patch.length()), scope, listener);
            Differences differences = new Differences(scope, base, patch, List.of(pair.sources(direction)));
            Map<Site, NDArray> slopes = new HashMap<>();
            for (Site site : walked()) {
                NDArray from = own.recording().value(site);
                NDArray move = differences.aligned(other.value(site), from).sub(from);
                slopes.put(site, meanSlope(site, own, from, move, pair, scope, listener));
            }
            Recording walked = new Recording(own.recording().values(), slopes, own.recording().observed());
            return new Scoring(nodes, base, List.of(pair.positions(direction)), differences, top).of(walked, other)
                    .getFirst();
        }
    }

    /// `[1, T, …]`.
    private NDArray meanSlope(Site site, BlockInputs own, NDArray from, NDArray move, ContrastIds pair,
            NDManager scope, BlockListener listener) {
        NDArray sum = from.zerosLike();
        sum.attach(scope);
        for (int first = 0; first < steps; first += atOnce) {
            int rows = Math.min(atOnce, steps - first);
            try (NDManager pass = scope.newSubManager()) {
                NDArray points = points(first, rows, from, move, pass);
                NDArray slopes = slopes(site, own, points, pair.observable(), pass, listener);
                sum.addi(slopes.sum(new int[]{0}, true).div(steps));
            }
        }
        return sum;
    }

    /// Values on the line, `[rows, T, …]`, in memory of the engine's own.
    private NDArray points(int first, int rows, NDArray from, NDArray move, NDManager pass) {
        float[] shares = new float[rows];
        for (int row = 0; row < rows; row++) {
            shares[row] = (first + row + 0.5f) / steps;
        }
        long[] sizes = new long[from.getShape().dimension()];
        Arrays.fill(sizes, 1);
        sizes[0] = rows;
        NDArray share = pass.create(shares, new Shape(sizes));
        NDArray typed = share.getDataType() == from.getDataType() ? share : share.toType(from.getDataType(), false);
        NDArray points = move.mul(typed).add(from);
        points.attach(pass);
        return points;
    }

    private NDArray slopes(Site site, BlockInputs own, NDArray points, Observable observable, NDManager pass,
            BlockListener listener) {
        int rows = Math.toIntExact(points.getShape().get(0));
        Map<SiteKind, NDArray> leaf = new EnumMap<>(SiteKind.class);
        HookTable hooks = changes.hooks(pass, Math.toIntExact(points.getShape().get(1)));
        try (GradientTape tape = GradientTape.start()) {
            hooks.change(new Intervention(site, value -> {
                NDArray zeros = tape.leaf(pass, points.getShape(), points.getDataType());
                leaf.put(site.kind(), zeros);
                return points.add(zeros);
            }));
            ForwardRequest request = ForwardRequest
                    .ofResidual(pass, Ops.lasting(own.rows(site.layer(), rows)), site.layer())
                    .unembed(new Unembed(observable.reach())).progress(listener);
            NDArray logits = model.forward(request, hooks).logits();
            LogitWeights weights = new LogitWeights(Collections.nCopies(rows, observable));
            tape.backward(weights.sum(logits, pass));
            return tape.gradient(Objects.requireNonNull(leaf.get(site.kind())));
        }
    }
}
