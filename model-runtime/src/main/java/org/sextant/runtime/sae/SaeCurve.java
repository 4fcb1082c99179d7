package org.sextant.runtime.sae;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.apache.commons.csv.CSVRecord;
import org.sextant.runtime.train.CurveFile;

/// How the training of an SAE went: one point a step, kept as `curve.csv` beside its state.
public final class SaeCurve {
    /// The file's name in the folder of a training.
    public static final String FILE = "curve.csv";

    private static final CurveFile TABLE = new CurveFile(FILE, "step", "tokens", "loss", "l0", "dead", "learning_rate",
            "gradient_norm", "held_out_explained_variance");

    private final List<Point> points = new ArrayList<>();

    /// One step.
    ///
    /// @param step from 1
    /// @param tokens learnt so far
    /// @param loss of the step's batch before it was learnt, all its parts together
    /// @param l0 mean number of active features a token
    /// @param dead share of features that have been silent for long
    /// @param rate the learning rate
    /// @param gradientNorm before clipping
    /// @param explainedVariance `1 − FVU` of held-out tokens, where it was measured after this step
    public record Point(long step, long tokens, double loss, double l0, double dead, double rate, double gradientNorm,
            OptionalDouble explainedVariance) {}

    /// The curve in a folder up to a step; empty where there is none.
    ///
    /// @throws org.sextant.runtime.SextantException if the file cannot be read
    public static SaeCurve read(Path folder, long upTo) {
        SaeCurve curve = new SaeCurve();
        TABLE.read(folder, SaeCurve::point).stream().filter(point -> point.step() <= upTo).forEach(curve::add);
        return curve;
    }

    private static Point point(CSVRecord row) {
        return new Point(Long.parseLong(row.get(0)), Long.parseLong(row.get(1)), Double.parseDouble(row.get(2)),
                Double.parseDouble(row.get(3)), Double.parseDouble(row.get(4)), Double.parseDouble(row.get(5)),
                Double.parseDouble(row.get(6)), CurveFile.optional(row.get(7)));
    }

    void add(Point point) {
        points.add(point);
    }

    public List<Point> points() {
        return List.copyOf(points);
    }

    /// The table as it stands in the file.
    public String csv() {
        return TABLE.csv(points, point -> List.of(point.step(), point.tokens(), point.loss(), point.l0(), point.dead(),
                point.rate(), point.gradientNorm(), CurveFile.cell(point.explainedVariance())));
    }
}
