package org.sextant.runtime.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.sextant.runtime.attribution.CellPatching;
import org.sextant.runtime.attribution.PatchCell;
import org.sextant.runtime.attribution.ScoredNode;
import org.sextant.runtime.model.BlockListener;

/// Patching of one pair: the sum over its runs.
final class PairPatching implements AutoCloseable {
    private final List<CellPatching> runs = new ArrayList<>();

    PairPatching(ReadPair pair, Attributing.Opener opener) {
        try {
            pair.runs().forEach(run -> runs.add(opener.open(run)));
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    /// What each cell changes in the observable, in the order of the cells.
    ///
    /// @param listener called between blocks; may throw to stop
    List<ScoredNode> of(List<PatchCell> cells, BlockListener listener) {
        double[] sums = new double[cells.size()];
        for (CellPatching run : runs) {
            List<ScoredNode> nodes = run.of(cells, listener);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += nodes.get(i).score();
            }
        }
        List<ScoredNode> summed = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            summed.add(new ScoredNode(cells.get(i), sums[i]));
        }
        return summed;
    }

    /// Observable of the run that is changed.
    double observedBase() {
        return sum(CellPatching::observedBase);
    }

    /// Observable of the run that gives the new values.
    double observedPatch() {
        return sum(CellPatching::observedPatch);
    }

    /// What has been computed so far, in forward passes of one prompt.
    double forwards() {
        return sum(CellPatching::forwards);
    }

    /// The block that the SAE's output belongs to.
    int saeLayer() {
        return runs.getFirst().saeLayer();
    }

    private double sum(ToDoubleFunction<CellPatching> figure) {
        return runs.stream().mapToDouble(figure).sum();
    }

    @Override
    public void close() {
        runs.forEach(CellPatching::close);
    }
}
