package org.sextant.runtime.attribution;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Intervention;
import org.sextant.runtime.hook.Site;

/// What the nodes of one prompt are set to, and the hooks that set some rows' nodes.
final class CellValues {
    private final NodeSites nodes;
    private final Map<Site, NDArray> targets;
    private final Optional<SaeNodes.Moves> moves;
    private final int positions;

    /// @param targets `[1, T, …]`, by site
    private CellValues(NodeSites nodes, Map<Site, NDArray> targets, Optional<SaeNodes.Moves> moves, int positions) {
        this.nodes = nodes;
        this.targets = targets;
        this.moves = moves;
        this.positions = positions;
    }

    /// @param positions that hold nodes, from the first
    static CellValues of(NodeSites nodes, Recording base, Recording other, Differences differences, PatchSource source,
            int positions, NDManager scope) {
        Map<Site, NDArray> targets = new HashMap<>();
        for (Site site : nodes.read()) {
            NDArray own = base.value(site);
            NDArray target = switch (source) {
                case PatchSource.OtherRun _ -> differences.aligned(other.value(site), own);
                case PatchSource.Zero _ -> own.zerosLike();
                case PatchSource.Mean mean -> spread(Objects.requireNonNull(mean.bySite().get(site)), own, scope);
            };
            target.attach(scope);
            targets.put(site, target);
        }
        Optional<SaeNodes.Moves> moves = Optional.empty();
        if (nodes.kinds().stream().anyMatch(NodeKind::ofSae)) {
            SaeNodes sae = nodes.sae();
            NDArray in = base.value(sae.in());
            NDArray out = base.value(sae.out());
            moves = Optional.of(source instanceof PatchSource.Zero
                    ? sae.emptied(in, out)
                    : sae.moves(in, out, Objects.requireNonNull(targets.get(sae.in())),
                            Objects.requireNonNull(targets.get(sae.out()))));
        }
        return new CellValues(nodes, targets, moves, positions);
    }

    /// One position's numbers at every position.
    private static NDArray spread(float[] vector, NDArray like, NDManager scope) {
        long[] sizes = like.getShape().getShape().clone();
        sizes[0] = 1;
        sizes[1] = 1;
        return like.zerosLike().add(typed(scope.create(vector, new Shape(sizes)), like.getDataType()));
    }

    private static NDArray typed(NDArray array, DataType type) {
        return array.getDataType() == type ? array : array.toType(type, false);
    }

    /// Adds the changes of the rows that join at a block.
    ///
    /// @param from row of the first of them
    /// @param rows in all, once they have joined
    void patch(List<PatchCell> cells, int from, int rows, HookTable hooks, NDManager pass) {
        Map<NodeKind, List<Placed>> byKind = new EnumMap<>(NodeKind.class);
        for (int i = 0; i < cells.size(); i++) {
            byKind.computeIfAbsent(cells.get(i).kind(), kind -> new ArrayList<>())
                    .add(new Placed(from + i, cells.get(i), positions));
        }
        byKind.forEach((kind, placed) -> {
            if (kind.ofSae()) {
                hooks.change(new Intervention(nodes.sae().out(),
                        value -> value.add(typed(shifts(placed, rows, value.getShape(), pass), value.getDataType()))));
            } else {
                Site site = new Site(kind.site().orElseThrow(), placed.getFirst().cell().layer());
                NDArray target = Objects.requireNonNull(targets.get(site));
                hooks.change(new Intervention(site, value -> NDArrays.where(
                        mask(placed, rows, value.getShape(), pass).broadcast(value.getShape()),
                        target.broadcast(value.getShape()), value)));
            }
        });
    }

    /// A cell and its row of the batch.
    private record Placed(int row, PatchCell cell, int positions) {
        /// Whether the cell holds a position.
        boolean at(int position) {
            return cell.position() == PatchCell.EVERYWHERE ? position < positions : cell.position() == position;
        }
    }

    /// True where a row's node is.
    private static NDArray mask(List<Placed> placed, int rows, Shape shape, NDManager pass) {
        int length = Math.toIntExact(shape.get(1));
        boolean indexed = placed.getFirst().cell().index() >= 0;
        int width = indexed ? Math.toIntExact(shape.get(2)) : 1;
        boolean[] mask = new boolean[rows * length * width];
        for (Placed each : placed) {
            for (int position = 0; position < length; position++) {
                int at = (each.row() * length + position) * width + Math.max(0, each.cell().index());
                mask[at] = each.at(position);
            }
        }
        return shape.dimension() == 4
                ? pass.create(mask, new Shape(rows, length, width, 1))
                : pass.create(mask, new Shape(rows, length, width));
    }

    /// What is added to each row at an SAE's site, `[rows, T, …]`.
    private NDArray shifts(List<Placed> placed, int rows, Shape shape, NDManager pass) {
        SaeNodes.Moves all = moves.orElseThrow();
        int length = Math.toIntExact(shape.get(1));
        NDArray shifts = pass.zeros(new Shape(rows, length, all.left().getShape().get(1)), DataType.FLOAT32);
        Map<Integer, List<Placed>> byRow = placed.stream().collect(Collectors.groupingBy(Placed::row));
        byRow.forEach((row, cells) -> {
            Placed only = cells.getFirst();
            for (int position = 0; position < length; position++) {
                if (only.at(position)) {
                    shifts.set(new NDIndex(row + "," + position),
                            shift(all, only, position, pass));
                }
            }
        });
        return shifts.reshape(shape);
    }

    private NDArray shift(SaeNodes.Moves all, Placed placed, int position, NDManager pass) {
        if (placed.cell().kind() == NodeKind.FEATURE_ERROR) {
            return all.left().get(position);
        }
        int feature = placed.cell().index();
        NDArray move = all.moves().get(position).get(feature).reshape(1, 1);
        move.attach(pass);
        NDArray input = all.inputs().get(position).reshape(1, -1);
        return nodes.sae().sae().contribution(move, new int[]{feature}, input).reshape(-1);
    }
}
