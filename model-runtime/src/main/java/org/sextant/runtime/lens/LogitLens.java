package org.sextant.runtime.lens;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.sextant.runtime.hook.HookTable;
import org.sextant.runtime.hook.Site;
import org.sextant.runtime.hook.SiteKind;
import org.sextant.runtime.model.Transformer;
import org.sextant.runtime.tensor.NativeMemory;
import org.sextant.runtime.tensor.Ops;

/// The logit lens (METHODS.md 5.12): `logits_l = W_U · Norm_f(h_l)`, read from the input of block 0 and from each
/// block's output while the forward pass goes by.
public final class LogitLens {
    /// Logits held at a time: 64 MiB of them, so that a large vocabulary does not need room for every position at once.
    private static final int LOGITS_AT_ONCE = 1 << 24;

    private final Transformer model;
    private final int top;
    private final Runnable pause;
    private final int logitsAtOnce;
    private final List<Row> rows = new ArrayList<>();

    /// @param model the model
    /// @param top candidates to keep at each layer and position
    /// @param pause called between pieces of the work; may throw to stop it
    public LogitLens(Transformer model, int top, Runnable pause) {
        this(model, top, pause, LOGITS_AT_ONCE);
    }

    LogitLens(Transformer model, int top, Runnable pause, int logitsAtOnce) {
        this.model = model;
        this.top = top;
        this.pause = pause;
        this.logitsAtOnce = logitsAtOnce;
    }

    /// One row of the lens.
    ///
    /// @param site what was read
    /// @param positions what it predicts at each position
    public record Row(Site site, List<TokenDistribution> positions) {
        public Row {
            positions = List.copyOf(positions);
        }
    }

    /// Positions whose logits are held at a time.
    public static long positionsAtOnce(int vocabulary) {
        return Math.max(1, LOGITS_AT_ONCE / vocabulary);
    }

    /// Hooks for one forward pass of one prompt.
    public HookTable hooks() {
        HookTable hooks = new HookTable();
        rowSites(model.spec().layers())
                .forEach(site -> hooks.observe(site, residual -> rows.add(new Row(site, read(residual)))));
        return hooks;
    }

    /// `layers + 1` rows, once the pass is over.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    private static List<Site> rowSites(int layers) {
        List<Site> sites = new ArrayList<>();
        sites.add(new Site(SiteKind.RESID_PRE, 0));
        for (int layer = 0; layer < layers; layer++) {
            sites.add(new Site(SiteKind.RESID_POST, layer));
        }
        return sites;
    }

    /// What each position of a residual stream would predict.
    ///
    /// @param residual `[1, T, d_model]`
    public List<TokenDistribution> read(NDArray residual) {
        int vocabulary = model.spec().vocabSize();
        long positions = residual.getShape().get(1);
        long atOnce = Math.max(1, logitsAtOnce / vocabulary);
        List<TokenDistribution> distributions = new ArrayList<>();
        for (long from = 0; from < positions; from += atOnce) {
            pause.run();
            float[] logits = logits(residual, from, Math.min(positions, from + atOnce));
            for (int at = 0; at < logits.length; at += vocabulary) {
                distributions.add(TokenDistribution.of(logits, at, vocabulary, top));
            }
        }
        return distributions;
    }

    private float[] logits(NDArray residual, long from, long to) {
        try (NDManager scope = model.newScope()) {
            NDArray part = Ops.slice(residual, 1, from, to);
            part.attach(scope);
            return NativeMemory.floats(model.lens(part));
        }
    }
}
